import { describe, expect, it } from 'vitest';
import { draftOfSource } from './begin-sweep-draft.ts';
import { describeField, findFieldChange, findSettingChange } from './find-draft-changes.ts';
import { fixedField, type SweepDraft } from './sweep-draft.ts';

const source = draftOfSource({ kind: 'new' }, 'default');
const change = (fields: SweepDraft['fields']) =>
  findFieldChange('beta', { draft: { ...source, fields }, source });
const list = (text: string) => ({ ...fixedField('1'), mode: 'list', list: text }) as const;
const range = { ...fixedField('1'), mode: 'range', distribution: 'uniform', from: '0', to: '4' } as const;

describe('findFieldChange', () => {
  it.each<[string, SweepDraft['fields'], string | null]>([
    ['an untouched field', {}, null],
    ['the same value, typed with spaces', { beta: fixedField(' 1 ') }, null],
    ['another value', { beta: fixedField('2') }, '1'],
    ['a list', { beta: list('1, 2') }, '1'],
    ['texts of modes that are not chosen', { beta: { ...range, mode: 'fixed' } }, null],
  ])('%s', (_what, fields, was) => expect(change(fields)).toBe(was));

  it('compares a list with the list of a clone’s sweep', () => {
    const of = (text: string) => ({ ...source, fields: { beta: list(text) } });
    expect(findFieldChange('beta', { draft: of('1,2'), source: of('1, 2,') })).toBeNull();
    expect(findFieldChange('beta', { draft: of('1,3'), source: of('1, 2') })).toBe('1, 2');
  });
});

describe('describeField', () => {
  it.each([
    [fixedField('1'), '1'],
    [list('1,2'), '1, 2'],
    [range, 'Even 0 to 4'],
    [{ ...range, distribution: 'normal' } as const, 'Normal 0 ± 4'],
  ])('%o', (field, text) => expect(describeField('beta', field)).toBe(text));
});

describe('findSettingChange', () => {
  it('says what the other side has', () => {
    expect(findSettingChange('seeds', { draft: { ...source, seeds: '3' }, source })).toBe('1');
    expect(findSettingChange('labels', { draft: source, source })).toBeNull();
    expect(findSettingChange('labels', { draft: { ...source, labels: ['gpu'] }, source })).toBe('');
  });
});
