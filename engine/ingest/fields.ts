/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** Returns the fields of an object; of any other value none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
