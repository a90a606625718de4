import * as z from 'zod';
import { say } from '../words/say.ts';

const UNITS_MS = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const;
const SHAPE = /^(?=\d)(?:(\d{1,6})w)?(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;
const EXPECTED = 'a duration such as 5s, 10m, 1h30m, 24h or 7d';

/** The longest duration there is: ten years. */
export const LONGEST_MS = 3_660 * UNITS_MS.d;

/** Milliseconds of a duration as people write it, `1h30m`. Throws a RangeError that says what was expected. */
export function parseDuration(text: string): number {
  const ms = msOf(text);
  if (ms <= LONGEST_MS) return ms;
  throw new RangeError(`expected ${EXPECTED}, at most ${formatDuration(LONGEST_MS)}, got '${text.slice(0, 40)}'`);
}

/** The same; undefined for what is no duration. */
export function readDuration(text: string): number | undefined {
  const ms = msOf(text);
  return ms <= LONGEST_MS ? ms : undefined;
}

/** A duration as people write it; parts of a second are dropped. */
export function formatDuration(ms: number): string {
  let restMs = ms;
  let text = '';
  for (const [unit, unitMs] of Object.entries(UNITS_MS)) {
    const count = Math.floor(restMs / unitMs);
    if (count === 0 || (unit === 'w' && restMs % unitMs !== 0)) continue;
    text += `${count}${unit}`;
    restMs -= count * unitMs;
  }
  return text || '0s';
}

/** A schema for a duration within bounds; gives milliseconds. */
export function duration(leastMs: number, mostMs: number) {
  const bounds = `${EXPECTED}, from ${formatDuration(leastMs)} to ${formatDuration(mostMs)}`;
  const schema = z
    .string(bounds)
    .regex(SHAPE, bounds)
    .transform((text, context) => {
      const ms = msOf(text);
      if (ms >= leastMs && ms <= mostMs) return ms;
      context.addIssue({ code: 'custom', message: bounds });
      return z.NEVER;
    });
  const [least, most] = [formatDuration(leastMs), formatDuration(mostMs)];
  return say(
    schema,
    { en: 'Time', de: 'Dauer' },
    {
      description: { en: `From ${least} to ${most}.`, de: `Von ${least} bis ${most}.` },
      kind: 'duration',
      examples: ['10m', '24h', '7d'].filter((text) => msOf(text) >= leastMs && msOf(text) <= mostMs),
    },
  );
}

/** Not a number for what is no duration. */
function msOf(text: string): number {
  const parts = SHAPE.exec(text);
  if (!parts) return Number.NaN;
  return Object.values(UNITS_MS).reduce((sum, unitMs, i) => sum + Number(parts[i + 1] ?? 0) * unitMs, 0);
}
