import { crsFault } from '../../../triggers/places/crs.ts';
import { type FileRow, type PlaceFormat, UnreadableFile } from '../contract.ts';

/** Properties of a place that are no cells and no attributes. */
const OWN = ['summary', 'hours', 'zone', 'parent', 'validFrom', 'validTo', 'attributes'];
const CELL_NAMES = { id: 'id', name: 'name', radius: 'radiusMetres', width: 'widthMetres' } as const;

/** Places from GeoJSON: a Feature, a FeatureCollection, or a Feature a line. */
export default {
  name: 'geojson',
  summary: 'GeoJSON: a FeatureCollection, a Feature, or one Feature a line.',
  endings: ['.geojson', '.json', '.geojsonl', '.ndjson'],
  looksLike: (text) => /^\s*[{[]/.test(text),
  read(text) {
    return { rows: featuresIn(text).map((feature, i) => rowOf(feature, i + 1)) };
  },
} satisfies PlaceFormat;

function featuresIn(text: string): readonly unknown[] {
  const whole = parseJson(text);
  if (whole === undefined) return linesIn(text);
  const { type, features, crs } = recordOf(whole);
  const other = crsFault(crs);
  if (other !== undefined) throw new UnreadableFile(`crs: expected ${other}`);
  if (type === 'FeatureCollection' && Array.isArray(features)) return features;
  if (type === 'Feature') return [whole];
  throw new UnreadableFile("expected GeoJSON: a 'FeatureCollection' with features, or a 'Feature'");
}

function linesIn(text: string): readonly unknown[] {
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const feature = parseJson(line);
    if (feature === undefined) throw new UnreadableFile(`expected GeoJSON; line ${i + 1} cannot be read`);
    return [feature];
  });
}

function rowOf(feature: unknown, row: number): FileRow {
  const { id: beside, properties: given, geometry } = recordOf(feature);
  const properties = recordOf(given);
  const { type, coordinates } = recordOf(geometry);
  const isPoint = type === 'Point' && Array.isArray(coordinates);
  const cells: Record<string, string> = {};
  for (const [cell, name] of Object.entries(CELL_NAMES)) {
    const value = properties[name];
    if (value !== undefined && value !== null) cells[cell] = String(value);
  }
  if (cells.id === undefined && (typeof beside === 'string' || typeof beside === 'number')) cells.id = String(beside);
  if (Array.isArray(properties.tags)) cells.tags = properties.tags.join(', ');
  if (isPoint) {
    cells.lon = String(coordinates[0] ?? '');
    cells.lat = String(coordinates[1] ?? '');
  }
  const known = new Set<string>([...Object.values(CELL_NAMES), 'tags', ...OWN]);
  const others = Object.entries(properties).filter(([name, value]) => !known.has(name) && value !== null);
  const own = OWN.filter((name) => name !== 'attributes' && properties[name] !== undefined);
  return {
    row,
    cells,
    ...(!isPoint && { geometry }),
    attributes: { ...Object.fromEntries(others), ...recordOf(properties.attributes) },
    properties: Object.fromEntries(own.map((name) => [name, properties[name]])),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
