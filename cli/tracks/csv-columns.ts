import { BadTrack } from './contract.ts';

/** Header names that are understood, in lower case without spaces, `_` and `-`; the first that is there is taken. */
const HEADERS = {
  lat: ['lat', 'latitude', 'locationlat', 'y'],
  lon: ['lon', 'lng', 'long', 'longitude', 'locationlong', 'locationlon', 'x'],
  time: ['time', 'timestamp', 'at', 'datetime', 'date', 'recordedat', 'createdat', 'fixtime', 'utc', 'isotime', 'ts'],
  date: ['date', 'day'],
  customer: ['customer', 'customerid', 'user', 'userid', 'person', 'device', 'deviceid', 'trackid', 'individual', 'id'],
  accuracy: ['accuracymetres', 'accuracy', 'accuracym', 'horizontalaccuracy', 'hacc'],
  speed: ['speedmetrespersecond', 'speed', 'speedms'],
} as const;
type Name = keyof typeof HEADERS;

/** Metres, or metres a second, in one of a unit. */
const LENGTHS: Readonly<Record<string, number>> = {
  ...{ m: 1, metre: 1, metres: 1, meter: 1, meters: 1, km: 1_000, ft: 0.3048, feet: 0.3048, yd: 0.9144, mi: 1_609.344 },
};
const SPEEDS: Readonly<Record<string, number>> = {
  ...{ 'm/s': 1, mps: 1, ms: 1, 'km/h': 1 / 3.6, kmh: 1 / 3.6, kph: 1 / 3.6, mph: 0.44704, 'mi/h': 0.44704 },
  ...{ kn: 1_852 / 3_600, kt: 1_852 / 3_600, kts: 1_852 / 3_600, knots: 1_852 / 3_600, 'ft/s': 0.3048 },
};
const DEGREES: Readonly<Record<string, number>> = { '°': 1, deg: 1, degree: 1, degrees: 1, wgs84: 1 };
/** What may stand behind a time: it is read by its own form, in UTC. */
const TIMES: Readonly<Record<string, number>> = {
  ...{ utc: 1, gmt: 1, z: 1, s: 1, sec: 1, seconds: 1, ms: 1, iso: 1, iso8601: 1, unix: 1, epoch: 1 },
};
const UNITS: Partial<Record<Name, Readonly<Record<string, number>>>> = {
  ...{ lat: DEGREES, lon: DEGREES, time: TIMES, accuracy: LENGTHS, speed: SPEEDS },
};

/** Where a value stands in a row, and how many of ours one of its unit is. */
export interface Column {
  readonly index: number;
  readonly factor: number;
}

/** The columns of a table that are understood. */
export type Columns = ReadonlyMap<Name, Column>;

/**
 * Finds the columns by their header: names with a unit behind them, in brackets or joined on (`Speed (km/h)`,
 * `accuracy_ft`). Throws BadTrack for a unit that is not known, and when there is no position or time. A column `id`
 * that numbers its rows is nobody.
 */
export function findColumns(file: string, [header = [], ...rows]: readonly (readonly string[])[]): Columns {
  const named = header.map(readHeader);
  const found = new Map<Name, Column>();
  for (const [name, accepted] of Object.entries(HEADERS) as [Name, readonly string[]][]) {
    const index = firstIndex(accepted, named, name);
    if (index < 0) continue;
    const { unit } = named[index]!;
    const factor = unit === '' || !UNITS[name] ? 1 : UNITS[name][unit];
    if (factor === undefined) {
      const known = Object.keys(UNITS[name]!).join(', ');
      throw new BadTrack(file, 1, `expected one of the units ${known} behind the ${name}, got '${header[index]}'`);
    }
    if (name !== 'customer' || !numbersRows(rows, index)) found.set(name, { index, factor });
  }
  const missing = (['lat', 'lon', 'time'] as const).filter((name) => !found.has(name));
  if (missing.length === 0) return found;
  const has = header.join(', ') || 'none';
  throw new BadTrack(file, 1, `expected columns for ${missing.join(', ')}; the header has ${has}`);
}

interface Header {
  readonly name: string;
  readonly unit: string;
}

function readHeader(text: string): Header {
  const lower = text.toLowerCase().trim();
  const [, before = lower, unit = ''] = /^(.*?)\s*[([]\s*(.*?)\s*[)\]]$/.exec(lower) ?? [];
  return { name: before.replace(/[\s_-]/g, ''), unit };
}

/** The first accepted name that is in the header, by itself or with a unit joined to it: `speedkmh`. */
function firstIndex(accepted: readonly string[], named: Header[], column: Name): number {
  const units = Object.keys(UNITS[column] ?? {});
  for (const wanted of accepted) {
    const plain = named.findIndex(({ name }) => name === wanted);
    if (plain >= 0) return plain;
  }
  for (const wanted of accepted) {
    for (const [index, { name, unit }] of named.entries()) {
      const joined = unit === '' && name.startsWith(wanted) ? name.slice(wanted.length) : '';
      if (!units.includes(joined)) continue;
      named[index] = { name: wanted, unit: joined };
      return index;
    }
  }
  return -1;
}

/** Whether a column counts up row by row: 1, 2, 3. */
function numbersRows(rows: readonly (readonly string[])[], index: number): boolean {
  const numbers = rows.map((row) => Number(row[index] || Number.NaN));
  return numbers.length > 1 && numbers.every((number, i) => i === 0 || number === numbers[i - 1]! + 1);
}
