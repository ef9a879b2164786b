import { expect, it } from 'vitest';
import { isBehindDialog } from './LaunchFooter.tsx';

/** Of a page, only who contains whom counts here. */
const footer = {} as Node;
const around = { contains: (node: Node | null) => node === footer };
const elsewhere = { contains: () => false };

it.each([
  ['no dialog is open', [], false],
  ['it stands in the one that is open', [around], false],
  ['another form, or the palette, is open over its page', [elsewhere], true],
  ['the palette is open over its drawer', [around, elsewhere], true],
])('knows whose Ctrl+Enter is when %s', (_when, dialogs, isBehind) =>
  expect(isBehindDialog(footer, dialogs)).toBe(isBehind),
);
