import { expect, it } from 'vitest';
import { redactSecrets } from './redact.ts';

it.each([
  ['DATABASE_URL=postgresql://laten:hunter2@db:5432/laten', 'hunter2'],
  ['postgres://:only-a-password@host/db', 'only-a-password'],
  ['laten train --api-key abc123def --epochs 3', 'abc123def'],
  ['--set token=s3cr3tvalue', 's3cr3tvalue'],
  ['+  "apiKey": "very secret value",', 'very secret value'],
  ['+WANDB_API_KEY=0123456789abcdef0123456789abcdef01234567', '0123456789abcdef'],
  ['Authorization: Bearer abcdefghijklmnop', 'abcdefghijklmnop'],
  ['const t = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"', 'ghp_abcdefghijklmnop'],
  ['AKIAABCDEFGHIJKLMNOP', 'AKIAABCDEFGHIJKLMNOP'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----', 'MIIEow'],
  ['postgresql://me:p@ss@host/db', 'ss@host'],
  ['git clone https://abcdef0123456789@host/x.git', 'abcdef0123456789'],
  ['DB_PWD=swordfish', 'swordfish'],
  ['AZURE_KEY=abc/def==', 'abc/def'],
  ['Authorization: token 0123456789', '0123456789'],
  ['  "password": "abc\\"def",', 'def'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc', 'eyJzdWIi'],
])('takes the secret out of %s', (text, secret) => {
  const redacted = redactSecrets(text);
  expect(redacted).toContain('[redacted]');
  expect(redacted).not.toContain(secret);
});

it('leaves ordinary command lines and code as they are', () => {
  const text =
    './laten train --preset tiny --set beta=4 --seed 7\n+const keyframes = [1, 2];\n+  monkey: "banana",';
  expect(redactSecrets(text)).toBe(text);
});

it('finds the secret at the end of a line of a megabyte', () => {
  const long = `+${'0123456789abcdef'.repeat(65_536)} password=hunter2`;
  expect(redactSecrets(long)).not.toContain('hunter2');
});
