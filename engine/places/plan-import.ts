import { isDeepStrictEqual } from 'node:util';
import { mendGeometry } from '../../triggers/places/mend/mend-geometry.ts';
import { spellId } from '../../triggers/places/mend/naming.ts';
import { parsePlaces } from '../../triggers/places/parse-places.ts';
import type { Document } from '../definitions/contract.ts';
import type { Cell, FileRow, ImportPlan, PlannedRow } from './contract.ts';

/** How a file becomes places. */
export interface ImportTerms {
  /** The file's name, for messages. */
  readonly file: string;
  /** Where the places are kept in a workspace folder. */
  readonly home: string;
  /** Cells that were repaired, by row. */
  readonly changes: ReadonlyMap<number, Readonly<Partial<Record<Cell, string>>>>;
  readonly leftOut: ReadonlySet<number>;
  readonly mend: boolean;
  /** Of points and of lines that say none. */
  readonly radiusMetres: number;
  readonly widthMetres: number;
  /** Tags that each place gets. */
  readonly tags: readonly string[];
  /** Whether what else a row says is kept as attributes. */
  readonly keepsAttributes: boolean;
  /** Returns the stored body of a place. */
  readonly stored: (id: string) => unknown;
}

/** Plans an import, a row at a time. Every row that is new or changed passes the checks of a publish by itself. */
export function* planImport(rows: readonly FileRow[], terms: ImportTerms): Generator<void, ImportPlan> {
  const planned: PlannedRow[] = [];
  const documents: Document[] = [];
  const rowOf = new Map<string, number>();
  for (const given of rows) {
    yield;
    const change = terms.changes.get(given.row);
    const row: FileRow = change ? { ...given, cells: { ...given.cells, ...change } } : given;
    const { body, mended } = bodyOf(row, terms);
    const words = { row: row.row, id: body.properties.id, name: body.properties.name ?? body.properties.id };
    const repaired = change && { cells: row.cells };
    if (terms.leftOut.has(row.row)) {
      planned.push({ ...words, state: 'left-out', problems: [], cells: row.cells, ...centreIn(row) });
      continue;
    }
    const { places, problems } = parsePlaces(terms.file, body, () => 'UTC');
    const [place] = places;
    const twin = place && rowOf.get(place.id);
    if (!place || twin !== undefined) {
      const twice = { path: 'properties.id', expected: `an id of its own; row ${twin} has the same` };
      const found = twin === undefined ? problems : [twice];
      planned.push({
        ...words,
        state: 'faulty',
        problems: found.map(({ path, expected }) => ({ ...cellIn(path, expected, row), path, expected })),
        cells: row.cells,
        ...centreIn(row),
      });
      continue;
    }
    rowOf.set(place.id, row.row);
    const before = terms.stored(place.id);
    const state = before === undefined ? 'new' : isDeepStrictEqual(before, body) ? 'unchanged' : 'changed';
    planned.push({
      ...words,
      state,
      problems: [],
      centre: [place.centre.lon, place.centre.lat],
      ...repaired,
      ...(mended.length > 0 && { mended }),
    });
    if (state === 'unchanged') continue;
    documents.push({ kind: 'place', name: place.id, source: `${terms.home}#${documents.length + 1}`, body });
  }
  return { rows: planned, documents, rowOf };
}

interface Body {
  readonly type: 'Feature';
  readonly properties: Readonly<Record<string, unknown>> & { readonly id: string; readonly name?: string };
  readonly geometry: unknown;
}

function bodyOf(row: FileRow, terms: ImportTerms): { readonly body: Body; readonly mended: readonly string[] } {
  const { cells, attributes, properties } = row;
  const given = row.geometry ?? { type: 'Point', coordinates: [degreesIn(cells.lon), degreesIn(cells.lat)] };
  const { geometry, mendings } = terms.mend ? mendGeometry(given) : { geometry: given, mendings: [] };
  const type = (geometry as { readonly type?: unknown } | null)?.type;
  const name = (cells.name ?? '').trim().slice(0, 200);
  const tags = [...new Set([...tagsIn(cells.tags), ...terms.tags])];
  const kept = terms.keepsAttributes ? attributes : {};
  const body: Body = {
    type: 'Feature',
    properties: {
      id: spellId((cells.id ?? '').trim() || name),
      ...(name !== '' && { name }),
      ...properties,
      ...(tags.length > 0 && { tags }),
      ...(Object.keys(kept).length > 0 && { attributes: kept }),
      ...(type === 'Point' && { radiusMetres: metresIn(cells.radius, terms.radiusMetres) }),
      ...(type === 'LineString' && { widthMetres: metresIn(cells.width, terms.widthMetres) }),
    },
    geometry,
  };
  return { body, mended: mendings.map(({ path, what }) => `${path} ${what}`) };
}

/** The cell that a problem is about. */
function cellIn(path: string, expected: string, { geometry }: FileRow): { readonly cell?: Cell } {
  if (path.startsWith('properties.id')) return { cell: 'id' };
  if (path.startsWith('properties.name')) return { cell: 'name' };
  if (path.startsWith('properties.tags')) return { cell: 'tags' };
  if (path.startsWith('properties.radiusMetres')) return { cell: 'radius' };
  if (path.startsWith('properties.widthMetres')) return { cell: 'width' };
  if (!path.startsWith('geometry') || geometry !== undefined) return {};
  return { cell: path.endsWith('[0]') || /^a longitude/.test(expected) ? 'lon' : 'lat' };
}

/** Where a row lies, as far as that can be read: a swapped position has its mark on the map too. */
function centreIn({ cells, geometry }: FileRow): Pick<PlannedRow, 'centre'> {
  if (geometry !== undefined) return {};
  const [lon, lat] = [degreesIn(cells.lon), degreesIn(cells.lat)];
  const isOnEarth = typeof lon === 'number' && typeof lat === 'number' && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  return isOnEarth ? { centre: [lon, lat] } : {};
}

/** A number as people write it, with a comma too; else the text itself, which the check then names. */
function degreesIn(text = ''): number | string {
  const plain = text.trim().replace(/°$/, '').replace(',', '.');
  const degrees = Number(plain);
  return plain !== '' && Number.isFinite(degrees) ? degrees : text;
}

function metresIn(text: string | undefined, usual: number): unknown {
  const plain = (text ?? '').trim().replace(/\s*m$/i, '').replace(',', '.');
  if (plain === '') return usual;
  const metres = Number(plain);
  return Number.isFinite(metres) ? metres : text;
}

function tagsIn(text = ''): readonly string[] {
  return text
    .split(/[,;|]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}
