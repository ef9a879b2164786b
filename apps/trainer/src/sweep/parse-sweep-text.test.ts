import { describe, expect, it } from 'vitest';
import { parseSweepText } from './parse-sweep-text.ts';

const file = 'sweeps/mine.yaml';

const commented = `# Which beta?
method: grid
parameters:
  beta:
    values: [0.5, 1]
  latentDim: {value: 2}
  learningRate:
    values:
      - 1e-3
      - 1e-2
`;

describe('a file that can be read', () => {
  it('has the values of YAML 1.2', () => {
    expect(parseSweepText(file, commented).value).toEqual({
      method: 'grid',
      parameters: {
        beta: { values: [0.5, 1] },
        latentDim: { value: 2 },
        learningRate: { values: [0.001, 0.01] },
      },
    });
  });

  it.each<[readonly (string | number)[], number, number]>([
    [[], 2, 1],
    [['method'], 2, 1],
    [['parameters', 'beta'], 4, 3],
    [['parameters', 'beta', 'values'], 5, 5],
    [['parameters', 'beta', 'values', 1], 5, 19],
    [['parameters', 'latentDim', 'value'], 6, 15],
    [['parameters', 'learningRate', 'values', 1], 10, 9],
    // What is not there is missing from something that is.
    [['parameters', 'latentDim', 'min'], 6, 3],
    [['parameters', 'beta', 'values', 7], 5, 5],
    [['run_cap'], 2, 1],
  ])('knows where %j stands: %i:%i', (path, line, column) => {
    expect(parseSweepText(file, commented).locate(path)).toEqual({ line, column });
  });

  it.each([
    ['JSON, with tabs', '{\n\t"method": "grid",\n\t"seeds": 3\n}\n', { method: 'grid', seeds: 3 }],
    [
      'Windows line ends and a byte order mark',
      '\uFEFFmethod: grid\r\nseeds: 3\r\n',
      { method: 'grid', seeds: 3 },
    ],
    [
      'anchors and merges',
      'base: &b {beta: 1}\nother:\n  <<: *b\n  seed: 2\n',
      { base: { beta: 1 }, other: { beta: 1, seed: 2 } },
    ],
  ])('%s', (_what, text, value) => {
    expect(parseSweepText(file, text).value).toEqual(value);
  });

  it('tells numbers that are written as reals', () => {
    const { isWrittenAsReal } = parseSweepText(file, 'a: [4, 4.0, 4e0, .5, "4.0"]\nb: &b 1.0\nc: *b\n');
    expect([0, 1, 2, 3, 4, 5].map((place) => isWrittenAsReal(['a', place]))).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(isWrittenAsReal(['c'])).toBe(true);
  });

  it('finds what stands behind an alias where it is written', () => {
    const { locate } = parseSweepText(file, 'base: &b\n  beta: 1\nother: *b\n');
    expect(locate(['other', 'beta'])).toEqual({ line: 2, column: 3 });
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['nothing', '', '1:1', /is empty.*sweeps\/beta.yaml/],
    ['only comments', '# later\n', '1:1', /is empty/],
    ['a text', 'hello', '1:1', /keys with values/],
    ['a list', '- beta\n', '1:1', /keys with values/],
    ['no space after a colon', 'beta:1\n', '1:1', /space is missing after the colon/],
    ['no space after one colon', 'method: grid\nseeds:3\nname: x\n', '2:1', /space missing/],
    ['no space after a dash', 'values:\n- 1\n-2\n', '3:1', /space after the dash/],
    [
      'a key given twice',
      'parameters:\n  beta: 1\n  seed: 1\n  beta: 2\n',
      '4:3',
      /"beta" is given twice; the first is in line 2/,
    ],
    ['a tab', 'parameters:\n\tbeta: 1\n', '2:1', /A tab indents/],
    ['a wrong indentation', 'a:\n  b: 1\n c: 2\n', '3:1', /not indented/],
    ['two colons', 'name: beta: again\n', '1:7', /second ": "/],
    ['no comma', '{"a": 1 "b": 2}', '1:7', /separated by commas/],
    ['an open bracket', 'values: [1, 2\nmethod: grid\n', '2:1', /bracket before it is not closed/],
    ['an open quote', 'name: "beta\nmethod: grid\n', '3:1', /quote before this place is not closed/],
    ['a second document', 'method: grid\n---\nmethod: random\n', '2:1', /second document/],
    ['a list as a key', '? [a, b]\n: 3\n', '1:3', /plain word/],
    ['a tag', 'beta: !!python/tuple [1, 2]\n', '1:7', /tag such as/],
    ['an older YAML', '%YAML 1.1\n---\ndeterministic: yes\n', '1:1', /YAML 1\.2/],
    ['a number that may be octal', 'seed: 010\n', '1:7', /010 is refused/],
    ['an unknown alias', 'beta: *b\n', '1:7', /no &b comes before/],
    ['an alias of itself', 'beta: &b [*b]\n', '1:11', /what contains it/],
    [
      'aliases without end',
      `a: &a [1, 2]\nb: &b [${'*a, '.repeat(20)}]\nc: [${'*b, '.repeat(20)}]\n`,
      '1:1',
      /repeats its anchors/,
    ],
    ['brackets without end', '['.repeat(5_000), '1:', /nested too deeply/],
  ])('%s', (_what, text, place, message) => {
    expect(() => parseSweepText(file, text)).toThrow(
      expect.objectContaining({ code: 'SWEEP_INVALID', message: expect.stringMatching(message) }),
    );
    expect(() => parseSweepText(file, text)).toThrow(`${file}:${place}`);
  });

  it('quotes the line, with a caret below the place', () => {
    expect(() => parseSweepText(file, 'parameters:\n  beta: 1\n  beta: 2\n')).toThrow(
      '"beta" is given twice; the first is in line 2. Keep one.\n    3 |   beta: 2\n      |   ^',
    );
  });

  it('quotes the part of a long line that matters', () => {
    const { message } = (() => {
      try {
        return parseSweepText(file, `{${'"a": 1, '.repeat(1)}"b": [${'1, '.repeat(200)}], "a": 2}`);
      } catch (error) {
        return error as Error;
      }
    })() as Error;
    const [, quoted = '', caret = ''] = message.split('\n');
    expect(quoted.length).toBeLessThan(140);
    expect(quoted.slice(caret.indexOf('^'))).toMatch(/^"a": 2/);
  });
});
