import { LatenError } from '@laten/shared';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { type Position, quoteLine } from './quote-line.ts';

/**
 * Reads the text of a sweep file, YAML 1.2 or JSON, and remembers where each part of it stands. It knows nothing of sweeps:
 * `readSweepSpec` checks what the file says.
 */

/** SweepText is a file that has been read. */
export type SweepText = {
  /** Name of the file, as people typed it. */
  readonly file: string;
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** locate returns where a part stands: its key, or its place in a list. Of one that is not there: what it is missing from. */
  locate(path: SweepPath): Position;
  /** isWrittenAsReal tells whether a number is written with a point or an exponent: 4.0 and 4e0, not 4. */
  isWrittenAsReal(path: SweepPath): boolean;
};

/** SweepPath names a part of a file: `['parameters', 'beta', 'values', 0]`. */
export type SweepPath = readonly (string | number)[];

type Source = { readonly file: string; readonly text: string; readonly lines: LineCounter };

/** parseSweepText reads a file's text. Throws LatenError (SWEEP_INVALID) that quotes the line which cannot be read. */
export function parseSweepText(file: string, text: string): SweepText {
  const source: Source = { file, text, lines: new LineCounter() };
  const document = parseDocument(text, {
    lineCounter: source.lines,
    prettyErrors: false,
    stringKeys: true,
    merge: true,
    resolveKnownTags: false,
    logLevel: 'error',
  });
  const [error] = document.errors;
  if (error) throw refusal(source, error.pos[0], describeSyntaxError(error, document, source));
  refuseAmbiguities(document, source);
  return {
    file,
    text,
    value: toMapping(document, source),
    locate: (path) => positionAt(source, find(document, path).offset),
    isWrittenAsReal: (path) => {
      const { node } = find(document, path);
      return isScalar(node) && typeof node.value === 'number' && /[.e]/i.test(node.source ?? '');
    },
  };
}

function positionAt({ lines }: Source, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function refusal(source: Source, offset: number, message: string): LatenError {
  const position = positionAt(source, offset);
  const where = `${source.file}:${position.line}:${position.column}`;
  return new LatenError('SWEEP_INVALID', `${where}  ${message}${quoteLine(source.text, position)}`);
}

/** Refuses what one reader of YAML takes for one thing, and another, such as that of W&B, for something else. */
function refuseAmbiguities(document: Document.Parsed, source: Source): void {
  const [warning] = document.warnings;
  if (warning) {
    throw refusal(
      source,
      warning.pos[0],
      'A tag such as !!set is refused: write plain numbers, texts and lists.',
    );
  }
  if (document.directives.yaml.explicit) {
    throw refusal(source, 0, 'A %YAML line is refused: Laten reads YAML 1.2. Remove it.');
  }
  visit(document, {
    Scalar: (_key, scalar) => {
      if (typeof scalar.value !== 'number' || !/^[-+]?0\d/.test(scalar.source ?? '')) return;
      const message = `${scalar.source} is refused: a number that begins with 0 is octal to some readers. Write it without the 0.`;
      throw refusal(source, scalar.range?.[0] ?? 0, message);
    },
    Alias: (_key, alias) => {
      const offset = alias.range?.[0] ?? 0;
      const target = alias.resolve(document);
      if (!target)
        throw refusal(
          source,
          offset,
          `*${alias.source} stands for nothing: no &${alias.source} comes before it.`,
        );
      if ((target.range?.[2] ?? 0) > offset)
        throw refusal(source, offset, `*${alias.source} stands for what contains it.`);
    },
  });
}

function toMapping(document: Document.Parsed, source: Source): Record<string, unknown> {
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    throw refusal(source, 0, 'The file is empty. sweeps/beta.yaml shows what belongs into one.');
  }
  if (!isMap(contents)) {
    const joined = isScalar(contents) && /^[\w-]+:\S/.test(String(contents.value));
    const hint = joined
      ? 'A space is missing after the colon.'
      : 'A sweep file is keys with values, such as "method: grid".';
    throw refusal(source, contents.range[0], hint);
  }
  try {
    return document.toJS() as Record<string, unknown>;
  } catch {
    // What else could fail has been refused above.
    throw refusal(source, contents.range[0], 'It repeats its anchors (&) too often by aliases (*).');
  }
}

const sentences: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'A tab indents this line. Use spaces.',
  BAD_INDENT: 'This line is not indented like those it belongs to, or a bracket before it is not closed.',
  BLOCK_AS_IMPLICIT_KEY:
    'There is a second ": " in one line. Put its value on lines of its own, or in quotes.',
  BLOCK_IN_FLOW: 'What stands in brackets is separated by commas.',
  MULTIPLE_DOCS:
    'A second document begins here. A file describes one sweep; remove the "---" and what follows.',
  MULTILINE_IMPLICIT_KEY: 'Expected "key: value" in one line. Is a space missing after a colon?',
  NON_STRING_KEY: 'A key must be a plain word.',
  RESOURCE_EXHAUSTION: 'The file is nested too deeply.',
};

function describeSyntaxError(error: YAMLError, document: Document.Parsed, source: Source): string {
  if (error.code === 'DUPLICATE_KEY') return describeDuplicate(error, document, source);
  if (error.code === 'MISSING_CHAR') {
    return error.message.startsWith('Missing closing')
      ? 'A quote before this place is not closed.'
      : 'Expected "key: value", or "- value" with a space after the dash.';
  }
  return sentences[error.code] ?? `${error.message}.`;
}

function describeDuplicate(error: YAMLError, document: Document.Parsed, source: Source): string {
  let message = 'This key is given twice. Keep one.';
  visit(document, {
    Map: (_key, { items }) => {
      const second = items.find((pair) => offsetOfKey(pair) === error.pos[0]);
      const first = second && items.find((pair) => String(pair.key) === String(second.key));
      if (!first) return;
      const { line } = positionAt(source, offsetOfKey(first));
      message = `"${String(first.key)}" is given twice; the first is in line ${line}. Keep one.`;
      return visit.BREAK;
    },
  });
  return message;
}

function offsetOfKey({ key }: Pair): number {
  return (isNode(key) && key.range?.[0]) || 0;
}

/** Goes down the path as far as the file does. The node is that of the whole path, or undefined. */
function find(document: Document.Parsed, path: SweepPath): { offset: number; node: unknown } {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const part of path) {
    const parent = isAlias(node) ? node.resolve(document) : node;
    node = undefined;
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => String(key) === String(part));
      if (!pair) break;
      offset = offsetOfKey(pair);
      node = pair.value;
    } else if (isSeq(parent)) {
      node = parent.items[Number(part)];
      if (!isNode(node)) break;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return { offset, node: isAlias(node) ? node.resolve(document) : node };
}
