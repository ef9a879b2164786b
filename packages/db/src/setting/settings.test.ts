import { expect, it } from 'vitest';
import { createTestDatabase } from '../testing/index.ts';
import { claimOnce } from './claim-once.ts';
import { getSetting, setSetting } from './settings.ts';

it('remembers settings, and grants a claim once for all', async () => {
  const test = await createTestDatabase();
  expect(await getSetting(test.database, 'theme')).toBeNull();
  await setSetting(test.database, { key: 'theme', value: { dark: true } });
  await setSetting(test.database, { key: 'theme', value: { dark: false } });
  expect(await getSetting(test.database, 'theme')).toEqual({ dark: false });

  const claims = await Promise.all(
    Array.from({ length: 8 }, () => claimOnce(test.database, 'first-training')),
  );
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect(await claimOnce(test.database, 'first-training')).toBe(false);
  await test.drop();
});
