import util from 'node:util';
import type { LayerOps } from '@laten/model';
import { LatenError } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { nativeLayerOps, registerNativeLayers } from './native-layer-ops.ts';
import { nativeBackend } from './native-ops.ts';

/** NativeBackend is what a trainer needs of native TensorFlow. */
export interface NativeBackend {
  /** Version of the native library, for example `2.21.0`. */
  readonly tensorflow: string;
  /** Version of TensorFlow.js. */
  readonly tfjs: string;
  /** Pass it to `createVae`: the layers on native operations. */
  readonly layerOps: LayerOps;
}

/**
 * loadNativeBackend binds tfjs-node, makes it the backend of tfjs-core and registers the fast layers. Threads and oneDNN come
 * from the environment (`nativeEnvironment`). Throws LatenError BACKEND_MISSING when the native part is not there.
 */
export async function loadNativeBackend(
  importTfjsNode: () => Promise<unknown> = () => import('@tensorflow/tfjs-node'),
): Promise<NativeBackend> {
  restoreUtilFunctions();
  try {
    await importTfjsNode();
  } catch (error) {
    throw new LatenError(
      'BACKEND_MISSING',
      `Native TensorFlow cannot be loaded, so nothing can be trained here: ${firstLine(error)} \`./laten doctor\` says how to get it.`,
      { cause: error },
    );
  }
  registerNativeLayers();
  return {
    tensorflow: nativeBackend().binding.TF_Version,
    tfjs: tf.version_core,
    layerOps: nativeLayerOps,
  };
}

/**
 * tfjs-node 4.22 calls two functions of `util` of which Node 23 took one away and warns about the other (tfjs #8609).
 */
function restoreUtilFunctions(): void {
  Object.assign(util, {
    isArray: Array.isArray,
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  });
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.split('\n')[0]?.trim() ?? '';
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
