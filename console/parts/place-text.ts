import { isMap, parseDocument, stringify } from 'yaml';
import { recordOf } from './definitions.ts';

/** A place's document as people write it: GeoJSON in YAML, positions on one line. */
export type PlaceBody = Readonly<Record<string, unknown>>;

/** YAML of a document: lists of numbers stay on one line, nothing is wrapped. */
const FORM = { lineWidth: 0, flowCollectionPadding: false } as const;

/** Writes a place as text. */
export function writePlace(body: PlaceBody): string {
  const { geometry, ...rest } = body;
  const text = stringify(rest, FORM);
  return geometry === undefined ? text : changeText(text, ['geometry'], geometry);
}

/** Reads the place in a text; undefined: the text is no YAML, or no mapping. */
export function readPlace(text: string): PlaceBody | undefined {
  try {
    const read: unknown = parseDocument(text).toJS();
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as PlaceBody) : undefined;
  } catch {
    return undefined;
  }
}

/** Changes one value of a text; undefined removes it. Comments and the order of everything else stay. */
export function changeText(text: string, path: readonly string[], value: unknown): string {
  const document = parseDocument(text);
  if (!isMap(document.contents)) return text;
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, document.createNode(value, { flow: isPositions(path) }));
  return document.toString(FORM);
}

/** A geometry, hours and tags read better on one line. */
function isPositions(path: readonly string[]): boolean {
  return path[0] === 'geometry' || ['tags', 'hours'].includes(path[1] ?? '');
}

/** A property of a place; undefined when it has none. */
export function propertyOf(body: PlaceBody | undefined, name: string): unknown {
  return recordOf(body?.properties)[name];
}
