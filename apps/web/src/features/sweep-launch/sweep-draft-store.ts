import { createId } from '@laten/shared';
import { withStorage } from '../../ui/with-storage.ts';
import type { SweepOrigin } from './begin-sweep-draft.ts';
import type { SweepDraft } from './sweep-draft.ts';

/** OpenSweepForm is an open form: its key makes one sweep, however often it is sent; the draft is what was typed. */
export type OpenSweepForm = { readonly key: string; readonly draft: SweepDraft };

/** readKeptForm returns the form of an origin as a reload or another page found it, or null. */
export function readKeptForm(origin: SweepOrigin): OpenSweepForm | null {
  const text = withStorage((storage) => storage.getItem(storageKeyOf(origin)), 'sessionStorage');
  try {
    const kept = JSON.parse(text ?? 'null') as OpenSweepForm | null;
    const isWhole = typeof kept?.key === 'string' && typeof kept.draft?.fields === 'object';
    return isWhole ? kept : null;
  } catch {
    return null;
  }
}

/** openForm opens a form with a key of its own. */
export function openForm(draft: SweepDraft): OpenSweepForm {
  return { key: createId(), draft };
}

/** keepForm keeps the form for a reload. */
export function keepForm(origin: SweepOrigin, form: OpenSweepForm): void {
  withStorage((storage) => storage.setItem(storageKeyOf(origin), JSON.stringify(form)), 'sessionStorage');
}

/** forgetForm forgets the form: it has made its sweep, or is begun anew. */
export function forgetForm(origin: SweepOrigin): void {
  withStorage((storage) => storage.removeItem(storageKeyOf(origin)), 'sessionStorage');
}

function storageKeyOf(origin: SweepOrigin): string {
  switch (origin.kind) {
    case 'new':
      return 'laten.sweep-launch';
    case 'around':
      return `laten.sweep-launch.around.${origin.run.id}`;
    case 'clone':
      return `laten.sweep-launch.clone.${origin.sweep.id}`;
  }
}
