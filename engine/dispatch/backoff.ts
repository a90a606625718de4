const BASE_MS = 1_000;
const CAP_MS = 5 * 60_000;

/**
 * How long to wait after a failed attempt: anything up to a bound that doubles with each (full jitter), so that many
 * failures at one time do not come back at one time. A provider that names a time gets that time.
 */
export function waitAfter(attempt: number, askedMs: number | undefined, random: () => number): number {
  const bound = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt - 1, 30));
  const jitter = Math.floor(random() * bound);
  // Not all who were told the same time come back in the same instant.
  return askedMs === undefined ? jitter : askedMs + Math.floor(random() * BASE_MS);
}
