import {
  ConfigInvalidError,
  EditConflictError,
  ExperimentExistsError,
  ExperimentNotEmptyError,
  ExperimentNotFoundError,
  LatenError,
  NotYetBuiltError,
  RunAmbiguousError,
  RunNotFoundError,
  SweepAmbiguousError,
  SweepInvalidError,
  SweepKeyTakenError,
  SweepNotFoundError,
  SweepStateError,
} from '@laten/shared';
import { TRPCError } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeFault, isServerFault, issuesOf, publicMessage, toTrpcError } from './error-map.ts';

describe('toTrpcError', () => {
  it.each([
    [new RunNotFoundError('ab'), 'NOT_FOUND'],
    [new RunAmbiguousError('ab', ['aba', 'abb']), 'CONFLICT'],
    [new LatenError('USAGE', 'no'), 'BAD_REQUEST'],
    [new EditConflictError('note', 'ab'), 'CONFLICT'],
    [new ExperimentNotFoundError('ab'), 'NOT_FOUND'],
    [new ExperimentExistsError('ab'), 'CONFLICT'],
    [new ExperimentNotEmptyError('ab', 2), 'CONFLICT'],
    [new SweepInvalidError([{ path: [], message: 'no' }]), 'BAD_REQUEST'],
    [new SweepNotFoundError('ab'), 'NOT_FOUND'],
    [new SweepAmbiguousError('ab', ['aba', 'abb']), 'CONFLICT'],
    [new SweepStateError('no'), 'CONFLICT'],
    [new SweepKeyTakenError('key', 'ab'), 'CONFLICT'],
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'SERVICE_UNAVAILABLE'],
    [new Error('Connection terminated unexpectedly'), 'SERVICE_UNAVAILABLE'],
    [new LatenError('DATABASE_UNREACHABLE', 'host'), 'SERVICE_UNAVAILABLE'],
    [new Error('defect'), 'INTERNAL_SERVER_ERROR'],
    ['thrown text', 'INTERNAL_SERVER_ERROR'],
  ])('%s becomes %s', (error, code) => expect(toTrpcError(error).code).toBe(code));

  it('sees an error of ours inside one of tRPC', () => {
    const wrapped = new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: new RunNotFoundError('ab') });
    expect(toTrpcError(wrapped).code).toBe('NOT_FOUND');
  });

  it("leaves tRPC's own errors as they are", () => {
    const refused = new TRPCError({ code: 'FORBIDDEN' });
    expect(toTrpcError(refused)).toBe(refused);
  });
});

describe('publicMessage', () => {
  it('repeats what was written for people', () => {
    expect(publicMessage(toTrpcError(new RunNotFoundError('ab')))).toContain('"ab"');
  });

  it.each([new Error('10.0.0.7 refused'), new LatenError('DATABASE_UNREACHABLE', '10.0.0.7 refused')])(
    'keeps what is inside to itself: %s',
    (error) => {
      const fault = toTrpcError(error);
      expect(isServerFault(fault)).toBe(true);
      expect(publicMessage(fault)).not.toContain('10.0.0.7');
    },
  );
});

describe('issuesOf', () => {
  it('gives the keys of a config, a setting without code, and a bad input', () => {
    const issues = [{ key: 'beta', message: '-1 is refused. The least is 0.' }];
    expect(issuesOf(toTrpcError(new ConfigInvalidError(issues)))).toEqual(issues);
    expect(issuesOf(toTrpcError(new NotYetBuiltError('freeBits', 1, 'freeBits=0')))).toEqual([
      { key: 'freeBits', message: 'freeBits=1 is not yet built. Use freeBits=0.' },
    ]);
    const { error: cause } = z.strictObject({ tags: z.array(z.string()) }).safeParse({ tags: [1], more: 1 });
    expect(issuesOf(new TRPCError({ code: 'BAD_REQUEST', cause }))).toMatchObject([
      { key: 'tags.0' },
      { key: null },
    ]);
  });

  it('gives the places of a sweep, joined as the fields of its form are named', () => {
    const error = new SweepInvalidError([
      { path: ['parameters', 'beta', 'min'], message: 'must be below the max, 4.' },
      { path: [], message: 'There is nothing to search.' },
    ]);
    expect(issuesOf(toTrpcError(error))).toEqual([
      { key: 'parameters.beta.min', message: 'must be below the max, 4.' },
      { key: null, message: 'There is nothing to search.' },
    ]);
  });

  it('gives none for what is not about keys, nor for a schema that failed inside', () => {
    const { error: cause } = z.number().safeParse('secret');
    const inside = toTrpcError(cause);
    expect(issuesOf(inside)).toBeNull();
    expect(publicMessage(inside)).toContain('The terminal');
    expect(issuesOf(toTrpcError(new RunNotFoundError('ab')))).toBeNull();
  });
});

describe('describeFault', () => {
  it('is a sentence when the database is away, and all there is for a defect', () => {
    const away = toTrpcError(Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' }));
    expect(describeFault(away)).toBe('The database is away: connect refused');
    const defect = new Error('defect');
    expect(describeFault(toTrpcError(defect))).toBe(defect);
  });
});
