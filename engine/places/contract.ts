import type { Place } from '../../triggers/places/contract.ts';
import type { Document } from '../definitions/contract.ts';

/** A box, degrees, as GeoJSON has it; a west greater than its east crosses the antimeridian. */
export type MapBox = readonly [west: number, south: number, east: number, north: number];

/** A place as a map and a list need it. */
export interface LightPlace {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly shape: Place['shape']['type'];
  readonly centre: readonly [lon: number, lat: number];
  readonly box: MapBox;
  /** The radius of a circle, the width of a corridor. */
  readonly metres?: number;
  /** GeoJSON of an area, or of a corridor's line, where it was asked for; a long one with fewer positions. */
  readonly outline?: unknown;
}

/** Which places a map asks for. */
export interface PlacesAsked {
  readonly box?: MapBox | undefined;
  /** Only ids after this one. */
  readonly after: string;
  readonly most: number;
  readonly hasOutlines: boolean;
}

/** What people may repair of a row, as texts. */
export const CELLS = ['id', 'name', 'lat', 'lon', 'radius', 'width', 'tags'] as const;
export type Cell = (typeof CELLS)[number];

/** A row of a file: a line of a table, a feature, a placemark or a way point. */
export interface FileRow {
  /** The line of a table, else its number; from 1. */
  readonly row: number;
  readonly cells: Readonly<Partial<Record<Cell, string>>>;
  /** GeoJSON of what is no point; absent: the cells have the position. */
  readonly geometry?: unknown;
  /** Everything else that it says. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Properties of a place of ours, taken as they are: `hours`, `zone`, `parent` and so on. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** A file, read row by row. */
export interface ReadFile {
  readonly rows: readonly FileRow[];
  /** The columns of a table, and which of them hold a cell. Absent: it is no table. */
  readonly columns?: readonly { readonly name: string; readonly is?: Cell | undefined }[];
}

/** A format that places come in. The file's text is known to be of it by its ending, or by how it begins. */
export interface PlaceFormat {
  readonly name: string;
  readonly summary: string;
  readonly endings: readonly string[];
  readonly looksLike: (text: string) => boolean;
  /** Reads a file. `columns` says which column holds a cell where its name does not. Throws UnreadableFile. */
  read(text: string, columns: Readonly<Partial<Record<Cell, string>>>): ReadFile;
}

/** A file that cannot be read at all; the message says what was expected, and where. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

/** What becomes of a row. */
export const ROW_STATES = ['new', 'changed', 'unchanged', 'faulty', 'left-out'] as const;
export type RowState = (typeof ROW_STATES)[number];

/** One row of an import, before anything is live. */
export interface PlannedRow {
  readonly row: number;
  readonly state: RowState;
  /** '' where it has none. */
  readonly id: string;
  readonly name: string;
  /** Where it lies, if that can be read. */
  readonly centre?: readonly [lon: number, lat: number];
  /** What is wrong with it, each with the cell to repair where there is one. */
  readonly problems: readonly { readonly cell?: Cell; readonly path: string; readonly expected: string }[];
  /** What it says, of a row that is faulty or was repaired. */
  readonly cells?: Readonly<Partial<Record<Cell, string>>>;
  /** What was mended in its outline. */
  readonly mended?: readonly string[];
}

/** What an import would do, row by row. */
export interface ImportPlan {
  readonly rows: readonly PlannedRow[];
  /** The places that would be published: those that are new or changed. */
  readonly documents: readonly Document[];
  /** The row of each document, by the id of its place. */
  readonly rowOf: ReadonlyMap<string, number>;
}

/** The worst accuracy of fixes, metres, by which somebody in a place is found; 0: no accuracy that was tried. */
export interface SightOfPlace {
  /** One fix, in the middle. */
  readonly atOnceMetres: number;
  /** A few fixes of somebody who stays. */
  readonly stayingMetres: number;
  /** A fix each half minute of somebody who walks through. */
  readonly passingMetres: number;
  /** The worst that was tried. */
  readonly triedMetres: number;
}
