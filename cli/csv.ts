type Row = Readonly<Record<string, unknown>>;

/** Rows as comma-separated values (RFC 4180) with a line of names; a column for each key, lists and maps as JSON. */
export function formatCsv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns.map(quoteCell), ...rows.map((row) => columns.map((column) => quoteCell(row[column])))];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** What a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function quoteCell(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
