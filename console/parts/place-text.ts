import { parseDocument, stringify } from 'yaml';
import { recordOf } from './definitions.ts';
import { editText } from './document/edit-text.ts';
import { valueAt } from './document/path.ts';
import { readText } from './document/read-text.ts';

/** A place's document as people write it: GeoJSON in YAML, positions on one line. */
export type PlaceBody = Readonly<Record<string, unknown>>;

/** Writes a place as text: what is one thing to people is on one line. */
export function writePlace(body: PlaceBody): string {
  const document = parseDocument(stringify(body, { lineWidth: 0 }));
  for (const path of LINES) {
    const node = document.getIn(path, true) as { flow?: boolean } | undefined;
    if (typeof node === 'object') node.flow = true;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const LINES = [['geometry'], ['properties', 'tags'], ['properties', 'hours'], ['properties', 'attributes']] as const;

/** Reads the place in a text; undefined: the text is no mapping. */
export function readPlace(text: string): PlaceBody | undefined {
  const { value, unreadable } = readText(text);
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMapping && unreadable.length === 0 ? (value as PlaceBody) : undefined;
}

/** Changes one value of a text; undefined removes it. Every other line stays as it is, comments too. */
export function changeText(text: string, path: readonly string[], value: unknown): string {
  const { value: before } = readText(text);
  if (value === undefined) {
    return valueAt(before, path) === undefined ? text : editText(text, { do: 'remove', path });
  }
  // What is written as JSON stays on one line.
  return typeof value === 'object'
    ? editText(text, { do: 'write', path, source: JSON.stringify(value) })
    : editText(text, { do: 'set', path, value });
}

/** A property of a place; undefined when it has none. */
export function propertyOf(body: PlaceBody | undefined, name: string): unknown {
  return recordOf(body?.properties)[name];
}
