/** Whether two values, as JSON has them, say the same. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && sameValue(part(a, name), part(b, name)));
}

function part(value: object, name: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[name];
}
