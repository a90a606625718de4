/** The facts of a decision that results are counted by and left out by, as the engine's questions call them. */
export const FACT_NAMES = [
  'trigger',
  'channel',
  'place',
  'place_tags',
  'weather',
  'temperature_band',
  'hour',
  'weekday',
  'daypart',
  'device_form',
  'device_system',
  'country',
  'cell',
  'purpose',
  'provider',
  'template',
  'locale',
  'variant',
  'version',
  'group',
] as const;
export type FactName = (typeof FACT_NAMES)[number];

/** A fact's value as a filter takes it; undefined: no filter can name it. */
export function filterValue(value: unknown): string | undefined {
  if (value === null || value === undefined || value === '') return 'unknown';
  const text = String(value);
  return text.includes(',') || text.trim() !== text ? undefined : text;
}
