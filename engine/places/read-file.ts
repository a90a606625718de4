import { type Cell, type PlaceFormat, type ReadFile, UnreadableFile } from './contract.ts';
import csv from './formats/csv.ts';
import geojson from './formats/geojson.ts';
import gpx from './formats/gpx.ts';
import kml from './formats/kml.ts';

/** In the order in which a file of another ending is looked at. */
export const FORMATS: readonly PlaceFormat[] = [geojson, kml, gpx, csv];

/** The most places of one file. */
const MOST_ROWS = 50_000;

/** Reads a file of places in the format that its ending names, or that it looks like. Throws UnreadableFile. */
export function readFile(
  file: string,
  text: string,
  columns: Readonly<Partial<Record<Cell, string>>>,
): ReadFile & { readonly format: string } {
  const plain = text.replace(/^\uFEFF/, '');
  const ending = /\.[^.]*$/.exec(file.toLowerCase())?.[0] ?? '';
  const format =
    FORMATS.find(({ endings, looksLike }) => endings.includes(ending) && looksLike(plain)) ??
    FORMATS.find(({ looksLike }) => looksLike(plain));
  if (!format) {
    const known = FORMATS.flatMap(({ endings }) => endings).join(', ');
    throw new UnreadableFile(`expected a file of places: ${known}`);
  }
  const read = format.read(plain, columns);
  if (read.rows.length === 0) throw new UnreadableFile('there is no place in this file');
  if (read.rows.length > MOST_ROWS) {
    throw new UnreadableFile(`expected at most ${MOST_ROWS} places in a file; this one has ${read.rows.length}`);
  }
  return { ...read, format: format.name };
}
