/** A place as it is stored: a GeoJSON feature with properties of ours. */
export interface PlaceDocument {
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * What a place says of itself beside its shape. What is not as expected is left out, so that no document makes a page
 * fail.
 */
export interface PlaceFacts {
  readonly id: string;
  readonly title: string;
  readonly kind: 'circle' | 'polygon' | 'corridor' | undefined;
  readonly metres: number | undefined;
  readonly tags: readonly string[];
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly hours: Readonly<Record<string, readonly string[]>>;
}

/** Reads a place's document for people. */
export function factsOf({ name, body }: PlaceDocument): PlaceFacts {
  const properties = isRecord(body.properties) ? body.properties : {};
  const type = isRecord(body.geometry) ? body.geometry.type : undefined;
  const kind = type === 'Point' ? 'circle' : type === 'LineString' ? 'corridor' : type ? 'polygon' : undefined;
  const metres = Number(kind === 'circle' ? properties.radiusMetres : properties.widthMetres);
  return {
    id: name,
    title: typeof properties.name === 'string' && properties.name !== '' ? properties.name : name,
    kind,
    metres: metres > 0 ? metres : undefined,
    tags: Array.isArray(properties.tags) ? properties.tags.map(String) : [],
    attributes: isRecord(properties.attributes)
      ? Object.entries(properties.attributes).map(([key, value]) => [key, String(value)] as const)
      : [],
    hours: hoursOf(properties.hours),
  };
}

function hoursOf(hours: unknown): Readonly<Record<string, readonly string[]>> {
  if (!isRecord(hours)) return {};
  return Object.fromEntries(
    Object.entries(hours).map(([day, spans]) => [
      day,
      Array.isArray(spans) ? spans.map((span) => (Array.isArray(span) ? span.join(' – ') : String(span))) : [],
    ]),
  );
}

const EARTH_METRES = 6_371_008.8;
const CIRCLE_POINTS = 64;

/** The places of the workspace as one GeoJSON source; what has no shape that can be drawn is left out. */
export function featuresOf(places: readonly PlaceDocument[]): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    // Numbers as ids: texts that are promoted to ids broke updates in MapLibre 5.20.
    features: places.flatMap((place, id) => {
      const geometry = geometryOf(place.body);
      const { title } = factsOf(place);
      return geometry ? [{ type: 'Feature', id, geometry, properties: { id: place.name, title } }] : [];
    }),
  };
}

/** A circle becomes a ring of points on the ball; areas and the lines of corridors are as they are. */
export function geometryOf(body: Readonly<Record<string, unknown>>): GeoJSON.Geometry | undefined {
  const { geometry, properties } = body;
  if (!isRecord(geometry)) return undefined;
  if (geometry.type !== 'Point') return geometry as unknown as GeoJSON.Geometry;
  const [lon, lat] = Array.isArray(geometry.coordinates) ? geometry.coordinates.map(Number) : [];
  const metres = isRecord(properties) ? Number(properties.radiusMetres) : Number.NaN;
  if (!(Number.isFinite(lon) && Number.isFinite(lat) && metres > 0)) return undefined;
  return { type: 'Polygon', coordinates: [ringAround([lon!, lat!], metres)] };
}

/** Longitude and latitude of the points of a circle, the first again at the end. */
export function ringAround([lon, lat]: readonly [number, number], metres: number): [number, number][] {
  const angle = metres / EARTH_METRES;
  const latRad = (lat * Math.PI) / 180;
  return Array.from({ length: CIRCLE_POINTS + 1 }, (_, i) => {
    const bearing = (2 * Math.PI * i) / CIRCLE_POINTS;
    const toLat = Math.asin(
      Math.sin(latRad) * Math.cos(angle) + Math.cos(latRad) * Math.sin(angle) * Math.cos(bearing),
    );
    const east = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(latRad),
      Math.cos(angle) - Math.sin(latRad) * Math.sin(toLat),
    );
    return [lon + (east * 180) / Math.PI, (toLat * 180) / Math.PI];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
