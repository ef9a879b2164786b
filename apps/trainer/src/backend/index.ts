export { loadNativeBackend, type NativeBackend } from './load-native-backend.ts';
export { isNativeBanner, nativeEnvironment } from './native-environment.ts';
