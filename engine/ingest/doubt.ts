const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Returns what makes a parsed value unfit to be stored, with its path: a `__proto__` key, a number out of range, text
 * that is not Unicode. Undefined: nothing does. For values from a text that `scan` called doubtful, with limited
 * nesting.
 */
export function findDoubt(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') {
    return LONE_SURROGATE.test(value) ? `${path}: must be well-formed Unicode, got a lone surrogate` : undefined;
  }
  if (typeof value === 'number') {
    return Number.isFinite(value)
      ? undefined
      : `${path}: must be a number that fits in 64 bits, got one that overflows`;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const found = findDoubt(value[i], `${path}[${i}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  for (const [key, inner] of Object.entries(value)) {
    const inside = path === '' ? key : `${path}.${key}`;
    if (key === '__proto__') return `${inside}: must not be used as a name`;
    if (LONE_SURROGATE.test(key)) return `${path}: must have names in well-formed Unicode`;
    const found = findDoubt(inner, inside);
    if (found !== undefined) return found;
  }
  return undefined;
}
