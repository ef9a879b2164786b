/** Takes secrets out of what is captured of a run: its command line, diff and environment. Better one word too many than one too few. */

const REDACTED = '[redacted]';

const SECRET_NAME =
  '[\\w.-]*(?:token|secret|passw(?:or)?d|passphrase|credential|api[_-]?key|access[_-]?key|private[_-]?key)[\\w.-]*';

const rules: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, REDACTED],
  // scheme://user:password@host, and the same without a user
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@'"]*):[^\s@'"]+@/gi, `$1:${REDACTED}@`],
  // name=value, name: value, "name": "value", --name value
  [
    new RegExp(`(["']?${SECRET_NAME}["']?\\s*(?:[:=]|=>)\\s*)(?:"[^"\\n]*"|'[^'\\n]*'|[^\\s,;"']+)`, 'gi'),
    `$1${REDACTED}`,
  ],
  [new RegExp(`(--${SECRET_NAME}\\s+)(?!--)\\S+`, 'gi'), `$1${REDACTED}`],
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
