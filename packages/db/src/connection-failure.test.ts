import { RunStateError } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { describeAddress, isTransientDatabaseError, wrapConnectionLoss } from './connection-failure.ts';

const withCode = (code: string): Error => Object.assign(new Error('failed'), { code });

describe('isTransientDatabaseError', () => {
  it.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '08006', '53300', '40P01', '55P03', 'P1017'])(
    'takes %s for something that passes',
    (code) => {
      expect(isTransientDatabaseError(withCode(code))).toBe(true);
    },
  );

  it.each(['23505', '22P02', '42P01', '28P01', 'P2002'])('takes %s for a lasting error', (code) => {
    expect(isTransientDatabaseError(withCode(code))).toBe(false);
  });

  it('knows the errors that pg gives no code', () => {
    expect(isTransientDatabaseError(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isTransientDatabaseError(new Error('Cannot use a pool after calling end on the pool'))).toBe(
      false,
    );
  });
});

describe('wrapConnectionLoss', () => {
  it('turns a lost connection into DATABASE_UNREACHABLE with its cause, and nothing else', async () => {
    const cause = withCode('57P01');
    await expect(wrapConnectionLoss('host:1/db', () => Promise.reject(cause))).rejects.toMatchObject({
      code: 'DATABASE_UNREACHABLE',
      message: 'The database at host:1/db is away: the server is shutting down.',
      cause,
    });
    const lasting = new RunStateError('no');
    await expect(wrapConnectionLoss('host:1/db', () => Promise.reject(lasting))).rejects.toBe(lasting);
  });
});

describe('describeAddress', () => {
  it('shows neither user, password nor parameters', () => {
    expect(describeAddress('postgresql://me:pw@db.example:5433/laten?sslmode=disable')).toBe(
      'db.example:5433/laten',
    );
    expect(describeAddress('not a url with pw')).toBe('(unreadable address)');
  });
});
