import type { NeighbourhoodSource } from '../../../engine/ingest/neighbourhood-route.ts';
import { NO_WATCHES } from '../../../triggers/places/fences.ts';
import { placesAround } from '../../../triggers/places/neighbourhood.ts';
import { parsePlaces } from '../../../triggers/places/parse-places.ts';
import { buildPlacesIndex } from '../../../triggers/places/places-index.ts';

const UUID = 'f7826da6-4fa2-4e98-8024-bc5b71e0893e';

function feature(id: string, lat: number, lon: number, more: object): object {
  return { type: 'Feature', properties: { id, ...more }, geometry: { type: 'Point', coordinates: [lon, lat] } };
}

/** A street with two shops, one with shelves that have beacons, and a coach with one of its own. */
const FEATURES = [
  feature('boots', 51.34, 12.37, { radiusMetres: 60 }),
  feature('books', 51.342, 12.374, { radiusMetres: 40 }),
  ...[1, 2, 3].map((shelf) =>
    feature(`shelf-${shelf}`, 51.34, 12.37 + shelf / 1e5, { beacons: [`ibeacon:${UUID}:100:${shelf}`] }),
  ),
  feature('books-door', 51.342, 12.374, { beacons: ['eddystone:edd1ebeac04e5defa017:0123456789ab'] }),
  feature('coach', 51.345, 12.381, { beacons: [`ibeacon:${UUID}:200`, 'eddystone-url:https://coach.example'] }),
];

const REQUESTS = {
  'as every SDK asks': { lat: 51.34, lon: 12.3712 },
  'inside of a place': { lat: 51.34, lon: 12.37 },
  'with beacons': { lat: 51.34, lon: 12.3712, beacons: true },
  'fewer regions than there are': { lat: 51.34, lon: 12.3712, beacons: true, most: 4 },
  'in a tram': { lat: 51.341, lon: 12.372, speedMetresPerSecond: 12 },
  'where there is nothing': { lat: 48.2, lon: 16.4, beacons: true, most: 100 },
};

const { places } = parsePlaces(
  'places.geojson',
  { type: 'FeatureCollection', features: FEATURES },
  () => 'Europe/Berlin',
);
const index = buildPlacesIndex(places);

/** What an edge knows where the places are those of the vectors. */
export const VECTOR_NEIGHBOURHOOD: NeighbourhoodSource = () => ({ places: index, rings: NO_WATCHES.rings });

/** Makes the published questions about a position, with what the engine answers where there are these places. */
export function makeNeighbourhoodVectors(): object {
  return {
    about:
      'POST /v1/neighbourhood: what is asked and answered where there are these places (GeoJSON). A client reads what it knows of an answer, and leaves the rest.',
    places: { type: 'FeatureCollection', features: FEATURES },
    vectors: Object.entries(REQUESTS).map(([name, request]) => {
      const { lat, lon, ...asked } = { speedMetresPerSecond: 1.4, most: 20, beacons: false, ...request };
      const how = { at: 0, most: asked.most, speed: asked.speedMetresPerSecond, beacons: asked.beacons };
      const around = placesAround(index, NO_WATCHES.rings, { lat, lon }, how);
      return { name, request, answer: { ...around, validMs: 1_800_000 } };
    }),
  };
}
