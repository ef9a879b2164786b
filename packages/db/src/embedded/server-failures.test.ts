import { expect, it } from 'vitest';
import { classifyStartFailure, isPassingConnectError } from './server-failures.ts';

it.each([
  ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', 'passing'],
  ['FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use', 'passing'],
  ['FATAL:  lock file "postmaster.pid" already exists', 'passing'],
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'disk-full'],
  ['FATAL:  could not access file "x": Permission denied', 'unknown'],
])('judges "%s" as %s', (text, expected) => {
  expect(classifyStartFailure(`waiting for server to start....\n${text}\n stopped waiting`)).toBe(expected);
});

it.each([
  ['57P03', true],
  ['53300', true],
  ['ECONNREFUSED', true],
  [undefined, true],
  ['28P01', false],
  ['3D000', false],
  ['53100', false],
])('says of a connection that failed with %s whether it may work in a moment: %s', (code, expected) => {
  expect(isPassingConnectError(code)).toBe(expected);
});
