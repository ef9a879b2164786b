import { expect, it } from 'vitest';
import { createTestDatabase } from '../testing/index.ts';
import { ensureSetting, getSetting, setSetting } from './settings.ts';

it('remembers settings, and lets the first of many at once win', async () => {
  const test = await createTestDatabase();
  expect(await getSetting(test.database, 'theme')).toBeNull();
  await setSetting(test.database, { key: 'theme', value: { dark: true } });
  await setSetting(test.database, { key: 'theme', value: { dark: false } });
  expect(await getSetting(test.database, 'theme')).toEqual({ dark: false });

  const ensured = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      ensureSetting(test.database, { key: 'first-training', value: { by: i } }),
    ),
  );
  expect(new Set(ensured.map((value) => JSON.stringify(value))).size).toBe(1);
  await test.drop();
});
