import type { Problem } from '../contract.ts';
import { readKeys } from '../problems/read-keys.ts';
import { spellBeacon } from './beacon-id.ts';
import { centreOf } from './centre.ts';
import type { Beacons, OpeningHours, Place } from './contract.ts';
import { crsFault } from './crs.ts';
import { parseShape } from './parse-shape.ts';
import { PLACE_KEYS } from './place-keys.ts';

/** The places of a document, as far as they are right, and everything that is wrong with it. */
export interface ParsedPlaces {
  readonly places: readonly Place[];
  readonly problems: readonly Problem[];
}

/** Reads a GeoJSON Feature or FeatureCollection. `zoneAt` tells the zone of a place that names none. */
export function parsePlaces(
  source: string,
  geojson: unknown,
  zoneAt: (lat: number, lon: number) => string | undefined,
): ParsedPlaces {
  const places: Place[] = [];
  const problems: Problem[] = [];
  const { type, features, crs } = (geojson ?? {}) as Readonly<Record<'type' | 'features' | 'crs', unknown>>;
  const other = crsFault(crs);
  // The meaning of its positions is unknown, so they are not checked.
  if (other !== undefined) problems.push({ source, path: 'crs', expected: other });
  else if (type === 'FeatureCollection' && Array.isArray(features)) {
    const seen = new Set<string>();
    features.forEach((feature: unknown, i) => {
      const report = (path: string, expected: string) =>
        problems.push({ source, path: `features[${i}].${path}`, expected });
      const place = parseFeature(feature, zoneAt, report);
      if (place && seen.has(place.id)) report('properties.id', `an id of its own; '${place.id}' stands here twice`);
      if (place) places.push(place);
      if (place) seen.add(place.id);
    });
  } else {
    const report = (path: string, expected: string) => problems.push({ source, path, expected });
    const place = parseFeature(geojson, zoneAt, report);
    if (place) places.push(place);
  }
  return { places, problems };
}

type Report = (path: string, expected: string) => void;

function parseFeature(
  feature: unknown,
  zoneAt: (lat: number, lon: number) => string | undefined,
  report: Report,
): Place | undefined {
  let isSound = true;
  const found: Report = (path, expected) => {
    isSound = false;
    report(path, expected);
  };
  const { type, geometry, properties: given, id: beside } = (feature ?? {}) as Readonly<Record<string, unknown>>;
  if (type !== 'Feature') found('type', "'Feature', or 'FeatureCollection' with features");
  const read = readKeys(withId(given, beside), PLACE_KEYS, 'properties', found);
  const shape = parseShape(geometry, read ?? {}, found);
  if (!read?.beacons)
    for (const key of ['rssiAtLeast', 'silentSeconds'] as const)
      if (read?.[key] !== undefined) found(`properties.${key}`, 'nothing, as the place has no beacons');
  if (!isSound || !read?.id || !shape) return undefined;
  const centre = centreOf(shape);
  const { id: own, name, tags = [], attributes = {}, hours, zone, parent, validFrom, validTo } = read;
  if (validFrom !== undefined && validTo !== undefined && validFrom >= validTo) {
    report('properties.validTo', 'a time after validFrom');
    return undefined;
  }
  const lies = zoneAt(centre.lat, centre.lon);
  if (zone !== undefined && lies !== zone && Math.abs(centre.lon) <= 90 && zoneAt(centre.lon, centre.lat) === zone) {
    report(
      'geometry.coordinates',
      `positions as [longitude, latitude]: as given it lies in ${lies}, swapped it would lie in ${zone}`,
    );
    return undefined;
  }
  return {
    id: own,
    name: name ?? own,
    shape,
    tags,
    attributes,
    zone: zone ?? lies ?? 'UTC',
    centre,
    ...(hours && { hours: hours as OpeningHours }),
    ...(parent !== undefined && { parent }),
    ...(read.beacons && { beacons: beaconsOf(read.beacons, read.rssiAtLeast, read.silentSeconds) }),
    ...(validFrom !== undefined && { validFrom }),
    ...(validTo !== undefined && { validTo }),
  };
}

/** As long as Android's own beacon library waits twice over; phones in a pocket hear every other advertisement. */
const SILENT_SECONDS = 60;

function beaconsOf(names: readonly string[], rssiAtLeast: number | undefined, silentSeconds = SILENT_SECONDS): Beacons {
  return {
    names: [...new Set(names.map(spellBeacon))],
    ...(rssiAtLeast !== undefined && { rssiAtLeast }),
    silentMs: silentSeconds * 1_000,
  };
}

/** RFC 7946 has the id of a Feature, a text or a number, beside its properties; it counts where these have none. */
function withId(given: unknown, beside: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given) || 'id' in given) return given;
  if (typeof beside !== 'string' && typeof beside !== 'number') return given;
  return { ...given, id: String(beside) };
}
