import type { FileRow, PlaceFormat } from '../contract.ts';
import { childrenOf, readXml, textOf, type XmlElement } from '../read-xml.ts';

/** Places from Google Earth, My Maps and others: each placemark with a point, a line or an area is one. */
export default {
  name: 'kml',
  summary: 'KML: each placemark with a point, a line or an area.',
  endings: ['.kml'],
  looksLike: (text) => /<kml[\s>]/.test(text.slice(0, 2_000)),
  read(text) {
    return { rows: placemarksIn(readXml(text, 'kml')).map((placemark, i) => rowOf(placemark, i + 1)) };
  },
} satisfies PlaceFormat;

/** Folders lie in folders. */
function placemarksIn(element: XmlElement): readonly XmlElement[] {
  const inside = ['Document', 'Folder'].flatMap((name) => childrenOf(element, name)).flatMap(placemarksIn);
  return [...childrenOf(element, 'Placemark'), ...inside];
}

function rowOf(placemark: XmlElement, row: number): FileRow {
  const name = textOf(placemark, 'name');
  const description = textOf(placemark, 'description');
  const data = childrenOf(placemark, 'ExtendedData').flatMap((extended) => [
    ...childrenOf(extended, 'Data').map((one) => [String(one.name ?? ''), textOf(one, 'value')] as const),
    ...childrenOf(extended, 'SchemaData')
      .flatMap((schema) => childrenOf(schema, 'SimpleData'))
      .map((one) => [String(one.name ?? ''), String(one['#text'] ?? '')] as const),
  ]);
  const attributes = Object.fromEntries(data.filter(([key, value]) => key !== '' && value !== ''));
  const [point] = childrenOf(placemark, 'Point').map((one) => positionsIn(textOf(one, 'coordinates'))[0]);
  const id = String(placemark.id ?? '');
  return {
    row,
    cells: {
      ...(id !== '' && { id }),
      ...(name !== '' && { name }),
      ...(point && { lon: String(point[0]), lat: String(point[1]) }),
    },
    ...(!point && { geometry: geometryOf(placemark) }),
    attributes,
    ...(description !== '' && { properties: { summary: description.slice(0, 1_000) } }),
  };
}

/** What is drawn; several areas are one of several parts. Undefined: nothing that can be a place. */
function geometryOf(holder: XmlElement): unknown {
  const [line] = childrenOf(holder, 'LineString');
  if (line) return { type: 'LineString', coordinates: positionsIn(textOf(line, 'coordinates')) };
  const many = childrenOf(holder, 'MultiGeometry');
  const areas = [holder, ...many].flatMap((one) => childrenOf(one, 'Polygon')).map(ringsOf);
  if (areas.length === 1) return { type: 'Polygon', coordinates: areas[0] };
  if (areas.length > 1) return { type: 'MultiPolygon', coordinates: areas };
  return many.map(geometryOf).find((one) => one !== undefined);
}

function ringsOf(polygon: XmlElement): readonly (readonly (readonly number[])[])[] {
  return ['outerBoundaryIs', 'innerBoundaryIs']
    .flatMap((name) => childrenOf(polygon, name))
    .flatMap((boundary) => childrenOf(boundary, 'LinearRing'))
    .map((ring) => positionsIn(textOf(ring, 'coordinates')));
}

/** `lon,lat,altitude` after one another; the altitude is left out. */
function positionsIn(text: string): readonly (readonly number[])[] {
  return text
    .split(/\s+/)
    .filter((one) => one !== '')
    .map((one) => one.split(',').slice(0, 2).map(Number));
}
