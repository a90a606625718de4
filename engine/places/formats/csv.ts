import { CsvError, parse } from 'csv-parse/sync';
import { CELLS, type Cell, type FileRow, type PlaceFormat, UnreadableFile } from '../contract.ts';

/** Names of columns, in lower case without spaces, `_` and `-`; the first that is there is taken. */
const HEADERS: Readonly<Record<Cell, readonly string[]>> = {
  id: ['id', 'placeid', 'storeid', 'shopid', 'code', 'number', 'kennung', 'nummer', 'filialnummer', 'marktnummer'],
  name: ['name', 'title', 'store', 'shop', 'label', 'bezeichnung', 'filiale', 'markt', 'standort'],
  lat: ['lat', 'latitude', 'y', 'breite', 'breitengrad', 'geobreite'],
  lon: ['lon', 'lng', 'long', 'longitude', 'x', 'länge', 'laenge', 'längengrad', 'laengengrad', 'geolänge'],
  radius: ['radius', 'radiusmetres', 'radiusmeters', 'radiusm', 'radiusmeter', 'umkreis'],
  width: ['width', 'widthmetres', 'widthmeters', 'widthm', 'breitemeter'],
  tags: ['tags', 'tag', 'category', 'categories', 'schlagwörter', 'schlagworte', 'kategorie'],
};
const MARKS = [';', ',', '\t', '|'] as const;

/** Places from a table with a header line. */
export default {
  name: 'csv',
  summary: 'A table with a header line: `,`, `;`, tab or `|` between cells, columns found by their names.',
  endings: ['.csv', '.tsv', '.txt'],
  looksLike: (text) => !/^\s*[{[<]/.test(text) && MARKS.some((mark) => (text.split('\n', 1)[0] ?? '').includes(mark)),
  read(text, chosen) {
    const { header, rows } = readTable(text);
    const columns = header.map((name) => ({ name, is: cellOf(name, chosen, header) }));
    const read = rows.map(({ record, line }): FileRow => {
      const cells: Partial<Record<Cell, string>> = {};
      const attributes: Record<string, unknown> = {};
      for (const [i, { name, is }] of columns.entries()) {
        const said = record[i] ?? '';
        if (is !== undefined) cells[is] = said;
        else if (said !== '' && name !== '') attributes[name] = valueIn(said);
      }
      return { row: line, cells, attributes };
    });
    return { rows: read, columns };
  },
} satisfies PlaceFormat;

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly { readonly record: readonly string[]; readonly line: number }[];
}

function readTable(text: string): Table {
  const first = text.split('\n').find((line) => line.trim() !== '') ?? '';
  const delimiter = MARKS.reduce((best, mark) => (first.split(mark).length > first.split(best).length ? mark : best));
  try {
    const found = parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_quotes: true,
      relax_column_count: true,
      delimiter,
      info: true,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    const [head, ...rows] = found;
    if (!head) throw new UnreadableFile('expected a table with a header line; the file is empty');
    return { header: head.record, rows: rows.map(({ record, info }) => ({ record, line: info.lines })) };
  } catch (cause) {
    if (cause instanceof CsvError) throw new UnreadableFile(`expected a table: ${cause.message}`, { cause });
    throw cause;
  }
}

/** The cell that a column holds: as was chosen, else by its name. */
function cellOf(
  name: string,
  chosen: Readonly<Partial<Record<Cell, string>>>,
  header: readonly string[],
): Cell | undefined {
  const picked = CELLS.find((cell) => chosen[cell] === name);
  if (picked) return picked;
  const word = plain(name);
  return CELLS.find((cell) => {
    if (chosen[cell] !== undefined) return false;
    const best = HEADERS[cell].find((one) => header.some((other) => plain(other) === one));
    return best === word;
  });
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[([].*$/, '')
    .replace(/[\s_.-]/g, '');
}

/** A number or yes/no where the text is one as JSON writes it. */
function valueIn(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/.test(text) ? Number(text) : text;
}
