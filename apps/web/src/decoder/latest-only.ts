/**
 * latestOnly wraps an operation so that one runs at a time and, of those asked for meanwhile, only the newest: a pointer
 * asks more often than a decoder answers. What was passed over resolves to null.
 */
export function latestOnly<Input, Output>(
  run: (input: Input) => Promise<Output>,
): (input: Input) => Promise<Output | null> {
  let busy = false;
  let waiting: { readonly start: () => void; readonly passOver: () => void } | null = null;
  const start = async (input: Input): Promise<Output> => {
    busy = true;
    try {
      return await run(input);
    } finally {
      busy = false;
      const next = waiting;
      waiting = null;
      next?.start();
    }
  };
  return (input) => {
    if (!busy) return start(input);
    waiting?.passOver();
    return new Promise((resolve, reject) => {
      waiting = {
        start: () => {
          start(input).then(resolve, reject);
        },
        passOver: () => resolve(null),
      };
    });
  };
}
