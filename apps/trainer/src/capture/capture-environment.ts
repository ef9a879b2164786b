import { execFile } from 'node:child_process';
import os from 'node:os';
import { promisify } from 'node:util';
import { limits, type NewArtifact, redactSecrets } from '@laten/shared';

const run = promisify(execFile);

/** CapturedEnvironment is where and how a run was started, taken once. Secrets are redacted. */
export type CapturedEnvironment = {
  readonly commandLine: string;
  readonly laten: string;
  readonly node: string;
  readonly os: string;
  readonly hostname: string;
  readonly cpu: { readonly model: string; readonly cores: number };
  readonly memoryBytes: number;
  readonly git: { readonly commit: string; readonly branch: string; readonly dirty: boolean } | null;
};

/** captureEnvironment reads machine, versions, command line, and the git state of the folder it is called in. */
export async function captureEnvironment(input: {
  latenVersion: string;
  arguments: readonly string[];
  folder: string;
}): Promise<{ environment: CapturedEnvironment; diff: NewArtifact | null }> {
  const git = await captureGit(input.folder);
  return {
    environment: {
      commandLine: redactSecrets(['./laten', ...input.arguments].join(' ')),
      laten: input.latenVersion,
      node: process.versions.node,
      os: `${os.type()} ${os.release()} ${os.arch()}`,
      hostname: os.hostname(),
      cpu: { model: os.cpus()[0]?.model.trim() ?? 'unknown', cores: os.availableParallelism() },
      memoryBytes: os.totalmem(),
      git: git && { commit: git.commit, branch: git.branch, dirty: git.diff !== '' },
    },
    diff: git?.diff ? diffArtifact(git.diff) : null,
  };
}

async function captureGit(folder: string): Promise<{ commit: string; branch: string; diff: string } | null> {
  const git = async (...args: string[]) =>
    (await run('git', args, { cwd: folder, maxBuffer: 64 * limits.diffBytes, timeout: 5_000 })).stdout;
  try {
    const [commit, branch] = await Promise.all([
      git('rev-parse', 'HEAD'),
      git('rev-parse', '--abbrev-ref', 'HEAD'),
    ]);
    const diff = await git('diff', 'HEAD', '--no-color', '--no-ext-diff').catch(
      () => '(the uncommitted changes are too large to be recorded)\n',
    );
    return { commit: commit.trim(), branch: branch.trim(), diff };
  } catch {
    return null;
  }
}

function diffArtifact(diff: string): NewArtifact {
  const redacted = redactSecrets(diff);
  const cut = redacted.length > limits.diffBytes;
  const text = cut
    ? `${redacted.slice(0, limits.diffBytes)}\n(cut: a diff keeps ${limits.diffBytes} characters)\n`
    : redacted;
  return {
    name: 'uncommitted.diff',
    kind: 'diff',
    step: null,
    epoch: null,
    mediaType: 'text/x-diff; charset=utf-8',
    bytes: new TextEncoder().encode(text),
  };
}
