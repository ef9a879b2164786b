import type { SweepIssue } from '@laten/shared';
import { TRPCClientError } from '@trpc/client';
import { t } from '../../messages/index.ts';
import { latenCodeOf, messageOfError } from '../../ui/ErrorState.tsx';

/** The key of a form has made another sweep, or one that was deleted since: it will make no other. */
const spentKeyCodes: readonly (string | null)[] = ['SWEEP_KEY_TAKEN', 'SWEEP_STATE'];

/** SweepRefusal is why nothing was launched, and whether the form needs a new key to launch anything. */
export type SweepRefusal = { readonly issues: readonly SweepIssue[]; readonly needsNewKey: boolean };

/** readRefusal reads what the server found wrong, by its place in the file; what has no place is said above. */
export function readRefusal(error: unknown): SweepRefusal {
  const message = messageOfError(error);
  if (spentKeyCodes.includes(latenCodeOf(error))) {
    const issue = { path: [], message: t('sweepLaunch.newKey', { message }) };
    return { issues: [issue], needsNewKey: true };
  }
  const issues = error instanceof TRPCClientError ? (error.data?.issues as ServerIssues) : null;
  if (!issues || issues.length === 0) return { issues: [{ path: [], message }], needsNewKey: false };
  return {
    issues: issues.map(({ key, message }) => ({ path: key?.split('.') ?? [], message })),
    needsNewKey: false,
  };
}

type ServerIssues = readonly { readonly key: string | null; readonly message: string }[] | null | undefined;
