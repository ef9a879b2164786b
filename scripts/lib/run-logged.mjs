import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

const POLL_MS = 500;

/**
 * runLogged runs a program with its output in a log file and resolves to its exit code (null when a signal or a failed start
 * ended it). `onStart(pid)` comes first; `onPoll()` twice a second. The log is a plain file, not a pipe, so that a killed
 * parent does not break the program in the middle of a write.
 */
export function runLogged({ command, args, cwd, env, logFile, onStart = () => {}, onPoll = () => {} }) {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w');
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', log, log] });
  closeSync(log);
  if (child.pid !== undefined) onStart(child.pid);
  const timer = setInterval(onPoll, POLL_MS);
  return new Promise((resolve) => {
    const end = (code) => {
      clearInterval(timer);
      resolve(code);
    };
    child.once('error', () => end(null));
    child.once('close', end);
  });
}

/** readLog returns the text of a log, or nothing when there is none. */
export function readLog(logFile) {
  try {
    return readFileSync(logFile, 'utf8');
  } catch {
    return '';
  }
}

/** tailOfLog returns the last lines of a log, indented, for a message about a failure. */
export function tailOfLog(logFile, lines = 12) {
  return readLog(logFile)
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join('\n');
}
