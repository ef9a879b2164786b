import { expect, test } from 'vitest';
import { isNativeBanner, nativeEnvironment } from './native-environment.ts';

test('asks for the threads and for oneDNN by name', () => {
  expect(nativeEnvironment({ threads: 4, deterministic: false })).toMatchObject({
    TF_NUM_INTRAOP_THREADS: '4',
    TF_ENABLE_ONEDNN_OPTS: '1',
  });
});

test('a deterministic run gets one thread and no oneDNN, whatever was asked', () => {
  expect(nativeEnvironment({ threads: 4, deterministic: true })).toMatchObject({
    TF_NUM_INTRAOP_THREADS: '1',
    TF_ENABLE_ONEDNN_OPTS: '0',
  });
});

test.each([
  ['WARNING: All log messages before absl::InitializeLog() is called are written to STDERR', true],
  ['I0000 00:00:1.2 7 port.cc:153] oneDNN custom operations are on. You may see slightly different …', true],
  ['Error: OOM when allocating tensor', false],
])('%s: banner %s', (line, expected) => {
  expect(isNativeBanner(line)).toBe(expected);
});
