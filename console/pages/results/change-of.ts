import type { useFormatter } from 'use-intl';

/** By how much it is more than before; a dash where there was nothing to compare with. */
export function changeOf(now: number, before: number, format: ReturnType<typeof useFormatter>): string {
  if (before === 0 || Number.isNaN(now)) return '–';
  return format.number(now / before - 1, { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 1 });
}
