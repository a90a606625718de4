const PLACEHOLDER = /\{(\w+):([^}]+)\}/g;

/** Writes parameters into SQL as literals, so that it can be read, copied and run elsewhere. */
export function sayLiterally(sql: string, params: Readonly<Record<string, unknown>>): string {
  const text = sql.replace(PLACEHOLDER, (_, name: string) => literalOf(params[name]));
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length))).join('\n');
}

function literalOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literalOf).join(', ')}]`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return `'${String(value ?? '')
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")}'`;
}
