/**
 * StartFailure says what a failed start means: `passing` can go away by itself or with another port,
 * `disk-full` needs the user, `unknown` is for the user to read.
 */
type StartFailure = 'passing' | 'disk-full' | 'unknown';

const PASSING_REASONS = [
  // Another program took the port between our look and the start.
  'Address already in use',
  // The server was killed, and its last children are still on their way out.
  'pre-existing shared memory block',
  // A start whose Laten was killed came first; that server can be joined.
  'lock file "postmaster.pid" already exists',
];

/** classifyStartFailure judges what the server's log said about a start. */
export function classifyStartFailure(text: string): StartFailure {
  if (text.includes('No space left on device')) return 'disk-full';
  return PASSING_REASONS.some((reason) => text.includes(reason)) ? 'passing' : 'unknown';
}

/**
 * isPassingConnectError says whether a connection may work a moment later: the server starts, stops or recovers
 * (57P01 to 57P03), has no connection free (53300), or the network said no before the server could.
 */
export function isPassingConnectError(code: string | undefined): boolean {
  if (code === undefined) return true;
  return ['57P01', '57P02', '57P03', '53300'].includes(code) || !/^[0-9A-Z]{5}$/.test(code);
}

/** isDiskFull says whether a statement failed because the server could write no more (53100). */
export function isDiskFull(code: string | undefined): boolean {
  return code === '53100';
}
