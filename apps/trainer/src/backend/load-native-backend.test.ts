import { LatenError } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { loadNativeBackend } from './load-native-backend.ts';
import { loadForTests } from './testing/native-backend.ts';

const backend = await loadForTests();

test('a missing native part is one sentence that says what to do', async () => {
  const cause = new Error('libtensorflow.so.2: cannot open shared object file\nstack and noise');
  const loading = loadNativeBackend(() => Promise.reject(cause));
  await expect(loading).rejects.toThrow(LatenError);
  await expect(loading).rejects.toMatchObject({ code: 'BACKEND_MISSING', cause });
  await expect(loading).rejects.toThrow(
    /libtensorflow.so.2: cannot open shared object file\. `\.\/laten doctor`/,
  );
  await expect(loading).rejects.not.toThrow(/noise/);
});

describe.skipIf(!backend)('with native TensorFlow', () => {
  test('it is the backend of tfjs-core, and says its versions', () => {
    expect(tf.getBackend()).toBe('tensorflow');
    expect(backend?.tensorflow).toMatch(/^\d+\.\d+\.\d+/);
    expect(backend?.tfjs).toMatch(/^\d+\.\d+\.\d+/);
  });

  test('loading again does no harm', async () => {
    await expect(loadNativeBackend()).resolves.toEqual(backend);
  });
});
