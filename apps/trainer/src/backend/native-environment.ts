/**
 * What native TensorFlow reads from its environment when it is loaded. The process that starts a training child sets
 * these variables; once the library is loaded they change nothing.
 */

/**
 * nativeEnvironment returns the variables for a number of threads. oneDNN is asked for by name, because TensorFlow
 * leaves it off on processors without AVX-512, where it is worth 1.3× too. A deterministic run gets neither it nor
 * a second thread: both change the order of additions.
 */
export function nativeEnvironment(input: {
  threads: number;
  deterministic: boolean;
}): Record<string, string> {
  const threads = input.deterministic ? 1 : input.threads;
  return {
    TF_NUM_INTRAOP_THREADS: String(threads),
    // Operations run one after another, each over all intra-op threads.
    TF_NUM_INTEROP_THREADS: '1',
    TF_ENABLE_ONEDNN_OPTS: input.deterministic ? '0' : '1',
    TF_CPP_MIN_LOG_LEVEL: '3',
  };
}

/** isNativeBanner tells the lines that TensorFlow prints to stderr while it loads, before any log level applies. */
export function isNativeBanner(line: string): boolean {
  return /absl::InitializeLog\(\)|oneDNN custom operations are on/.test(line);
}
