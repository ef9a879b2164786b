/** Takes secrets out of what is captured of a run: its command line, diff and environment. Better one word too many than one too few. */

const REDACTED = '[redacted]';

/** A name that holds a telling word. Both ends are bounded, so that a long line costs no more than its length. */
const SECRET_NAME =
  '(?<![\\w.-])[\\w.-]{0,60}?(?:token|secret|passw(?:or)?d|pwd|passphrase|credential|api[_-]?key|access[_-]?key|private[_-]?key)[\\w.-]{0,60}';

const VALUE = `(?:"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*'|[^\\s,;"']+)`;

const rules: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, REDACTED],
  // scheme://user:password@host, up to the last @ of the word; and scheme://token@host
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@'"]{0,200}):[^\s'"]{1,500}@/gi, `$1:${REDACTED}@`],
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s:/@'"]{8,500}@/gi, `$1${REDACTED}@`],
  [/(Authorization["']?\s{0,3}[:=]\s{0,3})[^\n]+/gi, `$1${REDACTED}`],
  // name=value, name: value, "name": "value", --name value, NAME_KEY=value
  [new RegExp(`(["']?${SECRET_NAME}["']?\\s{0,3}(?:[:=]|=>)\\s{0,3})${VALUE}`, 'gi'), `$1${REDACTED}`],
  [new RegExp(`(--${SECRET_NAME.replace('(?<![\\w.-])', '')}\\s{1,3})(?!--)\\S+`, 'gi'), `$1${REDACTED}`],
  [new RegExp(`(\\b[A-Z][A-Z0-9_]{0,60}_KEY\\s{0,3}[:=]\\s{0,3})${VALUE}`, 'g'), `$1${REDACTED}`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/g, `$1 ${REDACTED}`],
  // Tokens whose issuers give them a known start
  [/\b(?:gh[pousr]_|github_pat_|glpat-|hf_|npm_|sk-|xox[abprs]-)[\w-]{16,}/g, REDACTED],
  [/\bA(?:KIA|SIA)[0-9A-Z]{16}\b/g, REDACTED],
  [/\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g, REDACTED],
];

/** redactSecrets replaces connection-string passwords, tokens and keys by "[redacted]". */
export function redactSecrets(text: string): string {
  return rules.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}
