import { join } from 'node:path';
import { logFileOf, modulePath, requireRuntime, runTool, setupFolder } from '../lib/context.mjs';
import { hashFiles, listFiles, readJsonIfAny, remove, statIfAny, writeJsonWhole } from '../lib/files.mjs';
import { tailOfLog } from '../lib/run-logged.mjs';
import { SetupError } from '../lib/setup-error.mjs';

/** prismaClientStep generates the database client from prisma/schema.prisma. */
export const prismaClientStep = {
  id: 'prisma-client',
  title: 'database client',
  cost: { downloadBytes: 0, diskBytes: 5e6 },
  folder: ({ root }) => root,
  occupies: (context) => [outputFolder(context)],
  inspect,
  install,
};

const stampFile = (context) => join(setupFolder(context), 'prisma-client.json');
const outputFolder = ({ root }) => join(root, 'packages', 'db', 'src', 'generated');

function inspect(context) {
  const version = readJsonIfAny(modulePath(context, 'prisma', 'package.json'))?.version;
  if (!version) return { state: 'missing', detail: 'comes after the libraries' };
  if (!statIfAny(outputFolder(context))) return { state: 'missing', detail: 'not generated yet' };
  const stamp = readJsonIfAny(stampFile(context));
  if (stamp?.inputs !== hashInputs(context, version))
    return { state: 'missing', detail: 'the schema has changed' };
  return { state: 'ok', source: 'prisma generate', version };
}

function hashInputs(context, version) {
  const schemas = listFiles(join(context.root, 'prisma')).filter((file) => file.endsWith('.prisma'));
  const config = join(context.root, 'prisma.config.ts');
  return `${version} ${hashFiles(context.root, statIfAny(config) ? [...schemas, config] : schemas)}`;
}

async function install(context) {
  remove(stampFile(context));
  const { version } = readJsonIfAny(modulePath(context, 'prisma', 'package.json'));
  const inputs = hashInputs(context, version);
  const node = requireRuntime(context).path;
  const code = await runTool(context, {
    name: 'prisma-generate',
    command: node,
    args: [modulePath(context, 'prisma', 'build', 'index.js'), 'generate'],
    // The engine is not used by `generate`; without a path Prisma would try to download it. Any program will do.
    env: { PRISMA_SCHEMA_ENGINE_BINARY: node, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
  });
  if (code !== 0) {
    throw new SetupError(`prisma generate failed:\n${tailOfLog(logFileOf(context, 'prisma-generate'))}`);
  }
  writeJsonWhole(stampFile(context), { inputs });
}
