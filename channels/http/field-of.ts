/** Returns a text or a number of an answer, by its path; undefined: it is not there, or something else. */
export function fieldOf(json: unknown, ...path: readonly (string | number)[]): string | undefined {
  const value = partOf(json, ...path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Returns a part of an answer, by its path; undefined: it is not there. */
export function partOf(json: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Readonly<Record<string, unknown>>)[name]
        : undefined,
    json,
  );
}
