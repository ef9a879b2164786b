/** BrowserStorage names what a browser keeps: for good, or as long as a tab is open. */
type BrowserStorage = 'localStorage' | 'sessionStorage';

/** withStorage uses what the browser keeps, or returns null: a browser may refuse, or have no room left. */
export function withStorage<Result>(
  use: (storage: Storage) => Result,
  of: BrowserStorage = 'localStorage',
): Result | null {
  try {
    return use(window[of]);
  } catch {
    return null;
  }
}
