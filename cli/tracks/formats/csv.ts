import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { BadTrack, type Recorded, type TrackFormat, type TrackOptions } from '../contract.ts';
import { type Columns, findColumns } from '../csv-columns.ts';
import { readHead, TABLE } from '../csv-head.ts';
import { parseTime } from '../times.ts';

/** Positions from a table with a header line. */
export default {
  name: 'csv',
  summary:
    'Positions from a table with a header line: `,`, `;` or tab between cells, columns found by their names, units by what follows those.',
  endings: ['.csv', '.tsv'],
  read,
  example: {
    text: 'customer;latitude;longitude;time\nanna;52.5;13.4;2026-06-05T16:30:00Z\n',
    signals: [
      { kind: 'location', customer: 'anna', at: Date.UTC(2026, 5, 5, 16, 30), value: { lat: 52.5, lon: 13.4 } },
    ],
  },
} satisfies TrackFormat;

async function* read(file: string, options: TrackOptions): AsyncGenerator<Recorded> {
  const { delimiter, linesBefore, rows: first } = await readHead(file);
  if (first.length === 0) throw new BadTrack(file, 1, 'expected a header line with columns lat, lon and time');
  const columns = findColumns(file, first);
  const stream = createReadStream(file);
  const rows = stream.pipe(parse({ ...TABLE, delimiter, from_line: linesBefore + 1, from: 2, info: true }));
  stream.once('error', (cause) => rows.destroy(cause));
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const line = info.lines;
      const customer = cellOf(record, columns, 'customer') || options.customer;
      const signal = { kind: 'location', customer, at: timeOf(file, line, record, columns) };
      yield { line, bytes: stream.bytesRead, signal: { ...signal, value: fixOf(file, line, record, columns) } };
    }
  } catch (cause) {
    if (cause instanceof CsvError) throw new BadTrack(file, Number(cause.lines ?? 1), cause.message);
    throw cause;
  } finally {
    stream.destroy();
    rows.destroy();
  }
}

type Row = readonly string[];

function fixOf(file: string, line: number, row: Row, columns: Columns) {
  const accuracyMetres = measureOf(row, columns, 'accuracy');
  const speedMetresPerSecond = measureOf(row, columns, 'speed');
  return {
    lat: degrees(file, line, 'latitude', cellOf(row, columns, 'lat'), 90),
    lon: degrees(file, line, 'longitude', cellOf(row, columns, 'lon'), 180),
    ...(accuracyMetres !== undefined && { accuracyMetres }),
    ...(speedMetresPerSecond !== undefined && { speedMetresPerSecond }),
  };
}

function cellOf(row: Row, columns: Columns, name: 'lat' | 'lon' | 'time' | 'date' | 'customer'): string {
  return row[columns.get(name)?.index ?? -1] ?? '';
}

/** Of a table with a column for the day and one for the clock, both together. */
function timeOf(file: string, line: number, row: Row, columns: Columns): number {
  const time = cellOf(row, columns, 'time');
  const at = parseTime(time) ?? parseTime(`${cellOf(row, columns, 'date')} ${time}`);
  if (at === undefined) throw new BadTrack(file, line, `expected a time, got '${time}'`);
  return at;
}

function degrees(file: string, line: number, what: string, text: string, most: number): number {
  const value = Number(text);
  if (text !== '' && Math.abs(value) <= most) return value;
  throw new BadTrack(file, line, `expected a ${what} from -${most} to ${most}, got '${text}'`);
}

function measureOf(row: Row, columns: Columns, name: 'accuracy' | 'speed'): number | undefined {
  const { index, factor } = columns.get(name) ?? { index: -1, factor: 1 };
  const text = row[index] ?? '';
  const value = Number(text) * factor;
  return text !== '' && Number.isFinite(value) && value >= 0 ? Math.round(value * 1_000) / 1_000 : undefined;
}
