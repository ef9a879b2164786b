import { isLatenError } from '@laten/shared';
import { loadNativeBackend, type NativeBackend } from '../load-native-backend.ts';
import { nativeEnvironment } from '../native-environment.ts';

/** loadForTests loads native TensorFlow on one thread, or returns null when this machine has none: such tests are then skipped. */
export async function loadForTests(): Promise<NativeBackend | null> {
  Object.assign(process.env, nativeEnvironment({ threads: 1, deterministic: true }));
  try {
    return await loadNativeBackend();
  } catch (error) {
    if (isLatenError(error) && error.code === 'BACKEND_MISSING') return null;
    throw error;
  }
}
