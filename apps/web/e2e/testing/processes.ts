import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** trainingChildrenOf lists the processes that train for a supervisor, by their ids. */
export async function trainingChildrenOf(supervisorPid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, parent, ...words]) => Number(parent) === supervisorPid && words.join(' ').includes('child.ts'),
    )
    .map(([pid]) => Number(pid));
}
