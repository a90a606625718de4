/** A version of an app or a system, taken apart. */
export interface Version {
  readonly numbers: readonly number[];
  /** The parts of `-beta.2`; none for a release. */
  readonly pre: readonly string[];
}

/** Reads versions such as `2.10`, `v3.0.1` or `4.0.0-beta.2+build7`; undefined for anything else. */
export function readVersion(value: unknown): Version | undefined {
  if (typeof value !== 'string' || value.length > 100) return undefined;
  const parts = SHAPE.exec(value);
  return parts ? { numbers: parts[1]!.split('.').map(Number), pre: parts[2]?.split('.') ?? [] } : undefined;
}

/**
 * Negative when `a` is earlier. Missing parts count as 0; as in SemVer 2.0 a pre-release is earlier than its release.
 */
export function compareVersions(a: Version, b: Version): number {
  for (let i = 0; i < Math.max(a.numbers.length, b.numbers.length); i++) {
    const difference = (a.numbers[i] ?? 0) - (b.numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  for (let i = 0; i < Math.min(a.pre.length, b.pre.length); i++) {
    const difference = comparePre(a.pre[i]!, b.pre[i]!);
    if (difference !== 0) return difference;
  }
  return a.pre.length - b.pre.length;
}

// A pre-release needs two numbers before it: 2026-02-28 is a date.
const SHAPE = /^v?(\d{1,9}(?:\.\d{1,9}){0,7})(?:(?<=\.\d+)-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;
const DIGITS = /^\d+$/;

function comparePre(a: string, b: string): number {
  const [aIsNumber, bIsNumber] = [DIGITS.test(a), DIGITS.test(b)];
  if (aIsNumber && bIsNumber) return Number(a) - Number(b);
  if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}
