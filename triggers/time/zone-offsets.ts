/** How far a zone's clock is ahead of UTC at an instant; undefined for a zone that this machine does not know. */
export function offsetMsOf(zone: string, at: number): number | undefined {
  const cached = zones.get(zone) ?? open(zone);
  if (cached === undefined) return undefined;
  const quarter = Math.floor(at / QUARTER_MS);
  const slot = ((quarter % SLOTS) + SLOTS) % SLOTS;
  if (cached.quarters[slot] === quarter) return cached.offsetsMs[slot];
  if (!(Math.abs(at) <= MOST_MS)) return 0;
  const offsetMs = exactOffsetMs(cached.format, quarter * QUARTER_MS);
  // Clocks change on a quarter of an hour nowadays, but did not always: a quarter with a change in it is worked out
  // every time.
  if (offsetMs !== exactOffsetMs(cached.format, (quarter + 1) * QUARTER_MS - 1))
    return exactOffsetMs(cached.format, at);
  cached.quarters[slot] = quarter;
  cached.offsetsMs[slot] = offsetMs;
  return offsetMs;
}

interface ZoneOffsets {
  readonly format: Intl.DateTimeFormat;
  /** The last quarters of an hour that were asked about; quarter q lives in slot q modulo SLOTS. */
  readonly quarters: Float64Array;
  readonly offsetsMs: Float64Array;
}

// Intl takes 1 to 2 µs a call, too long for every signal. A day has 96 quarters of an hour, so a replay of a day fits
// too.
const QUARTER_MS = 900_000;
const SLOTS = 128;
// Names come from devices: keep no more of them than there are zones, spelt as people do.
const MOST_ZONES = 2_000;
const MOST_MS = 8.64e15 - 86_400_000;
const zones = new Map<string, ZoneOffsets>();

function open(zone: string): ZoneOffsets | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(zone)) return undefined;
  try {
    const format = new Intl.DateTimeFormat('en-US', { ...FIELDS, timeZone: zone });
    const opened = { format, quarters: new Float64Array(SLOTS).fill(Number.NaN), offsetsMs: new Float64Array(SLOTS) };
    if (zones.size >= MOST_ZONES) zones.clear();
    zones.set(zone, opened);
    return opened;
  } catch {
    return undefined; // Intl knows no such zone, which is the answer
  }
}

const FIELDS = {
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;

function exactOffsetMs(format: Intl.DateTimeFormat, at: number): number {
  const seconds = Math.floor(at / 1_000) * 1_000;
  const [month, day, year, hour, minute, second] = (format.format(seconds).match(/\d+/g) ?? []).map(Number);
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) - seconds;
}
