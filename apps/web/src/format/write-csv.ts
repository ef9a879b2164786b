/** CsvValue is what a field of a CSV file holds; null is an empty field. */
export type CsvValue = string | number | null;

/** writeCsv writes rows, each with as many fields, as RFC 4180 has it. Text that a spreadsheet would take for a formula is made plain. */
export function writeCsv(rows: Iterable<readonly CsvValue[]>): string {
  return Array.from(rows, (row) => `${row.map(writeField).join(',')}\r\n`).join('');
}

function writeField(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
