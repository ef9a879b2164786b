import { formatUrl, readServerFacts } from './connect.ts';
import { readMajorVersion } from './data-folder.ts';
import { measureFolder } from './folder-size.ts';
import { type DatabaseLayout, locateDatabase } from './layout.ts';
import { listLiveLeases } from './leases.ts';
import { readPassword } from './password.ts';
import { readPort } from './port.ts';
import { findPostmaster } from './postmaster-file.ts';

/** EmbeddedStatus is what can be told about an embedded database without changing it. */
export type EmbeddedStatus = {
  state: 'running' | 'stopped' | 'absent' | 'broken';
  /** Of the running server, such as `18.4`; of a stopped one, the major version of its data. */
  version?: string;
  /** Where it listens, or will listen when it is started again and the port is still free. */
  port?: number;
  pid?: number;
  dataDir: string;
  sizeBytes: number;
  /** How many living uses the server has. */
  leases: number;
  /** Why the state is 'broken'. */
  problem?: string;
};

/** embeddedStatus looks at the embedded database of `home`. It waits for nobody and changes nothing. */
export async function embeddedStatus(options: { home: string }): Promise<EmbeddedStatus> {
  const layout = await locateDatabase(options.home);
  try {
    return { ...(await measure(layout)), ...(await inspect(layout)) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { state: 'broken', dataDir: layout.data, sizeBytes: 0, leases: 0, problem };
  }
}

async function measure(
  layout: DatabaseLayout,
): Promise<Pick<EmbeddedStatus, 'dataDir' | 'sizeBytes' | 'leases'>> {
  const [sizeBytes, leases] = await Promise.all([measureFolder(layout.data), listLiveLeases(layout.leases)]);
  return { dataDir: layout.data, sizeBytes, leases: leases.length };
}

async function inspect(
  layout: DatabaseLayout,
): Promise<Pick<EmbeddedStatus, 'state' | 'version' | 'port' | 'pid' | 'problem'>> {
  const majorVersion = await readMajorVersion(layout);
  if (majorVersion === undefined) return { state: 'absent' };
  const password = await readPassword(layout);
  const postmaster = await findPostmaster(layout);
  if (postmaster === undefined) {
    return { state: 'stopped', version: String(majorVersion), port: await readPort(layout) };
  }
  const { pid, port } = postmaster;
  if (port === undefined)
    return { state: 'broken', pid, problem: 'The server is starting and has no port yet.' };
  try {
    const { version } = await readServerFacts(formatUrl({ port, password }));
    return { state: 'running', version, port, pid };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { state: 'broken', port, pid, problem: `The server does not answer: ${reason}` };
  }
}
