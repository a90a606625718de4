type Row = Readonly<Record<string, unknown>>;

/** Writes rows as CSV (RFC 4180) with the names of their columns; times are told in UTC, lists and objects as JSON. */
export function writeCsv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => textOf(column, row[column])))];
  return lines.map((line) => `${line.map(quote).join(',')}\r\n`).join('');
}

function textOf(column: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' && /^(at|until|.+_at)$/.test(column)) return new Date(value).toISOString();
  // A spreadsheet would run a text that begins like a formula.
  if (typeof value === 'string') return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
