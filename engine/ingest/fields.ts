/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object's fields; of anything else none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
