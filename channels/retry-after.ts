const LONGEST_MS = 24 * 3_600_000;

/**
 * How long a `Retry-After` header asks to wait: seconds, or an HTTP date counted from the reply's own `Date` where
 * there is one. At most a day; undefined for what is neither, or a date in the past.
 */
export function readRetryAfter(header: unknown, date: unknown, now: number): number | undefined {
  if (typeof header !== 'string') return undefined;
  const text = header.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.min(Number(text) * 1_000, LONGEST_MS);
  const waitMs = untilDate(text, date, now);
  return waitMs > 0 ? Math.min(waitMs, LONGEST_MS) : undefined;
}

function untilDate(text: string, date: unknown, now: number): number {
  // Only the form of HTTP: `Date.parse` would take a mere `-5` for a year.
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return 0;
  const theirs = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  return Date.parse(text) - (Number.isNaN(theirs) ? now : theirs);
}
