import type { useFormatter } from 'use-intl';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A number of bytes as people read it: in the unit that leaves one to three digits before the point. */
export function bytesAs(format: ReturnType<typeof useFormatter>, bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return format.number(bytes / 1_000 ** step, {
    style: 'unit',
    unit: UNITS[step]!,
    unitDisplay: 'short',
    maximumSignificantDigits: 3,
  });
}
