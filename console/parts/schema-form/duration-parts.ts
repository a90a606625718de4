export const DURATION_UNITS = ['s', 'm', 'h', 'd', 'w'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

/** A duration of one number and one unit; undefined for what is written in several (`1h30m`), or is no duration. */
export function durationParts(text: unknown): { readonly count: number; readonly unit: DurationUnit } | undefined {
  const parts = typeof text === 'string' ? /^(\d{1,6})([smhdw])$/.exec(text) : null;
  return parts ? { count: Number(parts[1]), unit: parts[2] as DurationUnit } : undefined;
}
