import { afterEach, expect, it, vi } from 'vitest';
import { withStorage } from './with-storage.ts';

afterEach(() => vi.unstubAllGlobals());

it('uses what the browser keeps, for good unless said otherwise', () => {
  vi.stubGlobal('window', { localStorage: 'for good', sessionStorage: 'for this tab' });
  expect(withStorage(String)).toBe('for good');
  expect(withStorage(String, 'sessionStorage')).toBe('for this tab');
});

it('returns null where the browser refuses', () => {
  vi.stubGlobal('window', {
    get localStorage(): Storage {
      throw new DOMException('denied', 'SecurityError');
    },
  });
  expect(withStorage((storage) => storage.getItem('x'))).toBeNull();
});
