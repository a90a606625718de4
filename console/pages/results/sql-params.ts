/** A parameter of a question, as it stands in its text: `{name:Type}`. */
export interface SqlParam {
  readonly name: string;
  readonly type: string;
}

/** Returns the parameters of a question in the order of their first use; those in texts and comments are none. */
export function paramsIn(sql: string): readonly SqlParam[] {
  const bare = sql.replace(/'(?:[^'\\]|\\.)*'|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  const found = new Map<string, SqlParam>();
  for (const [, name = '', type = ''] of bare.matchAll(/\{\s*([A-Za-z_]\w*)\s*:\s*([^{}]+?)\s*\}/g)) {
    if (!found.has(name)) found.set(name, { name, type });
  }
  return [...found.values()];
}

/** Returns the value that a person typed for a parameter: a list is typed with commas. */
export function typedValue({ type }: SqlParam, typed: string): unknown {
  if (!type.startsWith('Array(')) return typed;
  return typed
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Returns the text of a value for a field. */
export function shownValue(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : value === undefined ? '' : String(value);
}
