import { LatenError, RunAmbiguousError, RunNotFoundError } from '@laten/shared';
import { TRPCError } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { isServerFault, publicMessage, toTrpcError } from './error-map.ts';

describe('toTrpcError', () => {
  it.each([
    [new RunNotFoundError('ab'), 'NOT_FOUND'],
    [new RunAmbiguousError('ab', ['aba', 'abb']), 'CONFLICT'],
    [new LatenError('USAGE', 'no'), 'BAD_REQUEST'],
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
