/** COLUMNS_COOKIE tells the server the columns that were chosen for the list that was last looked at. */
export const COLUMNS_COOKIE = 'laten-columns';

/** Browsers drop longer cookies, and each request carries it. Such a list shows its columns a moment later. */
const MOST_CHARACTERS = 1_500;

/** writeRememberedColumns writes the cookie: which list, and what was chosen for it. */
export function writeRememberedColumns(storageKey: string, choice: string | null): string {
  const text = JSON.stringify([storageKey, choice]);
  return text.length > MOST_CHARACTERS ? '' : text;
}

/** readRememberedColumns returns what the cookie says was chosen for a list, or null when it speaks of another or of none. */
export function readRememberedColumns(cookie: string | null, storageKey: string): string | null {
  try {
    const [key, choice] = JSON.parse(cookie || '[]') as readonly unknown[];
    return key === storageKey && typeof choice === 'string' ? choice : null;
  } catch {
    return null;
  }
}
