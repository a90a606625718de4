import { inLocalTime, localSecond } from './local-times.ts';

type Row = Readonly<Record<string, unknown>>;

const TIME = /^(?:at|hour|until|.*_at)$/;

/**
 * Rows whose times (columns `at`, `hour`, `until`, `…_at`) stand as a clock in the zone has them; so do those in
 * sentences.
 */
export function tellTimes(rows: readonly Row[], zone: string): readonly Row[] {
  const tell = (name: string, value: unknown) => {
    if (TIME.test(name) && typeof value === 'number') return localSecond(zone, value);
    return name === 'reason' && typeof value === 'string' ? inLocalTime(zone, value) : value;
  };
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, tell(name, value)])));
}
