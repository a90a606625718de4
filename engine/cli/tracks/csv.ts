import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse';
import { BadTrack, type ReadTrack } from './contract.ts';
import { parseTime } from './times.ts';

/** Header names that are understood, in lower case without spaces, `_` and `-`; the first that is there is taken. */
const HEADERS = {
  lat: ['lat', 'latitude', 'locationlat', 'y'],
  lon: ['lon', 'lng', 'long', 'longitude', 'locationlong', 'locationlon', 'x'],
  time: ['time', 'timestamp', 'at', 'datetime', 'date', 'recordedat', 'createdat', 'fixtime', 'utc', 'isotime', 'ts'],
  customer: ['customer', 'customerid', 'user', 'userid', 'person', 'device', 'deviceid', 'trackid', 'individual', 'id'],
  accuracy: ['accuracymetres', 'accuracy', 'accuracym', 'horizontalaccuracy', 'hacc'],
  speed: ['speedmetrespersecond', 'speed', 'speedms'],
} as const;
type Column = keyof typeof HEADERS;

/** Positions from a table with a header line: `,`, `;` or tab between cells, columns found by their names. */
export const readCsv: ReadTrack = async function* (file, options) {
  const delimiter = await delimiterOf(file);
  const stream = createReadStream(file);
  const rows = stream.pipe(
    parse({ bom: true, delimiter, trim: true, skip_empty_lines: true, info: true, relax_quotes: true }),
  );
  stream.once('error', (cause) => rows.destroy(cause));
  let columns: ReadonlyMap<Column, number> | undefined;
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const line = info.lines;
      if (columns === undefined) {
        columns = findColumns(file, record);
        continue;
      }
      const cell = (column: Column) => record[columns?.get(column) ?? -1] ?? '';
      const at = parseTime(cell('time'));
      if (at === undefined) throw new BadTrack(file, line, `expected a time, got '${cell('time')}'`);
      const accuracyMetres = optionalNumber(cell('accuracy'));
      const speedMetresPerSecond = optionalNumber(cell('speed'));
      yield {
        line,
        bytes: stream.bytesRead,
        signal: {
          kind: 'location',
          customer: cell('customer') || options.customer,
          at,
          value: {
            lat: degrees(file, line, 'latitude', cell('lat'), 90),
            lon: degrees(file, line, 'longitude', cell('lon'), 180),
            ...(accuracyMetres !== undefined && { accuracyMetres }),
            ...(speedMetresPerSecond !== undefined && { speedMetresPerSecond }),
          },
        },
      };
    }
  } catch (cause) {
    if (cause instanceof CsvError) throw new BadTrack(file, Number(cause.lines ?? 1), cause.message);
    throw cause;
  } finally {
    stream.destroy();
    rows.destroy();
  }
  if (columns === undefined) throw new BadTrack(file, 1, 'expected a header line with columns lat, lon and time');
};

function findColumns(file: string, header: readonly string[]): ReadonlyMap<Column, number> {
  const names = header.map((name) =>
    name
      .toLowerCase()
      .replace(/\(.*\)$/, '')
      .replace(/[\s_-]/g, ''),
  );
  const found = new Map<Column, number>();
  for (const [column, accepted] of Object.entries(HEADERS) as [Column, readonly string[]][]) {
    const name = accepted.find((wanted) => names.includes(wanted));
    if (name !== undefined) found.set(column, names.indexOf(name));
  }
  const missing = (['lat', 'lon', 'time'] as const).filter((column) => !found.has(column));
  if (missing.length > 0) {
    throw new BadTrack(
      file,
      1,
      `expected columns for ${missing.join(', ')}; the header has ${header.join(', ') || 'none'}`,
    );
  }
  return found;
}

async function delimiterOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    const first = buffer.toString('utf8', 0, bytesRead).split('\n', 1)[0] ?? '';
    const count = (mark: string) => first.split(mark).length;
    return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  } finally {
    await handle.close();
  }
}

function degrees(file: string, line: number, what: string, text: string, most: number): number {
  const value = Number(text);
  if (text !== '' && Math.abs(value) <= most) return value;
  throw new BadTrack(file, line, `expected a ${what} from -${most} to ${most}, got '${text}'`);
}

function optionalNumber(text: string): number | undefined {
  const value = Number(text);
  return text !== '' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
