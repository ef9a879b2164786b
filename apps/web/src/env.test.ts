import { LatenError } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { readDatabaseUrl, readServerEnvironment } from './env.ts';

const variables = (values: Record<string, string>) => values as unknown as NodeJS.ProcessEnv;

describe('readDatabaseUrl', () => {
  it('returns the address', () => {
    expect(readDatabaseUrl(variables({ DATABASE_URL: 'postgresql://u@h/laten' }))).toBe(
      'postgresql://u@h/laten',
    );
  });

  it.each([
    [{}, /DATABASE_URL is missing.*laten up/],
    [{ DATABASE_URL: 'mysql://secret@h/laten' }, /DATABASE_URL must start with postgresql/],
  ])('refuses %o in words', (values, message) => {
    expect(() => readDatabaseUrl(variables(values))).toThrow(LatenError);
    expect(() => readDatabaseUrl(variables(values))).toThrow(message);
  });

  it('does not repeat the address, which may hold a password', () => {
    expect(() => readDatabaseUrl(variables({ DATABASE_URL: 'mysql://secret@h/laten' }))).not.toThrow(
      /secret/,
    );
  });
});

describe('readServerEnvironment', () => {
  it('reads the port that next start sets', () => {
    expect(readServerEnvironment(variables({ PORT: '4100', NODE_ENV: 'production' }))).toEqual({
      port: 4100,
      development: false,
    });
  });

  it.each(['0', '65536', 'http', '1.5'])('refuses port %s, and says so', (port) => {
    expect(() => readServerEnvironment(variables({ PORT: port }))).toThrow(`PORT is "${port}"`);
  });
});
