import * as z from 'zod';
import type { Problem } from '../contract.ts';
import { readKeys } from '../problems/read-keys.ts';
import { readDate } from '../time/dates.ts';
import { isZone, WEEKDAYS } from '../time/zone.ts';
import { centreOf } from './centre.ts';
import { MOST_PRIORITY } from './compare-places.ts';
import type { OpeningHours, Place } from './contract.ts';
import { crsFault } from './crs.ts';
import { parseShape } from './parse-shape.ts';

const NAME = 'letters, digits, `.`, `_` and `-`, at most 100, beginning with a letter or digit';
const id = z.string(NAME).regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u, NAME);
const CLOCK = 'a time such as "09:30", up to "24:00"';
const clock = z.string(CLOCK).regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, CLOCK);
const spans = z.array(z.tuple([clock, clock], 'a span ["from", "to"]'), 'a list of spans ["from", "to"]').max(10);
const INSTANT = 'a date and time such as "2026-12-24T18:00:00+01:00"';
const instant = z
  .string(INSTANT)
  .refine((text) => readDate(text) !== undefined, INSTANT)
  .transform((text) => readDate(text)!.first);

/** The one attribute that decides something must be what decides; all others are free. */
const PRIORITY = `a number from -${MOST_PRIORITY} to ${MOST_PRIORITY}`;
function checkPriority({ priority }: Readonly<Record<string, unknown>>, { addIssue }: z.RefinementCtx): void {
  if (priority === undefined || (typeof priority === 'number' && Math.abs(priority) <= MOST_PRIORITY)) return;
  addIssue({ code: 'custom', path: ['priority'], message: PRIORITY });
}

const properties = {
  id,
  name: z.string('a name for people').min(1, 'a name for people').max(200).optional(),
  summary: z.string().max(1_000).optional(),
  tags: z.array(id, 'a list of tags').max(32, 'at most 32 tags').default([]),
  attributes: z
    .record(z.string().min(1).max(100), z.json(), 'a mapping of attributes')
    .superRefine(checkPriority)
    .default({}),
  hours: z.partialRecord(z.enum(WEEKDAYS), spans, `a mapping of ${WEEKDAYS.join(', ')} to spans`).optional(),
  zone: z.string('an IANA time zone').refine(isZone, 'an IANA time zone such as Europe/Berlin').optional(),
  parent: id.optional(),
  validFrom: instant.optional(),
  validTo: instant.optional(),
  radiusMetres: z.number('metres').optional(),
  widthMetres: z.number('metres').optional(),
};

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
  const read = readKeys(withId(given, beside), properties, 'properties', found);
  const shape = parseShape(geometry, read ?? {}, found);
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
    ...(validFrom !== undefined && { validFrom }),
    ...(validTo !== undefined && { validTo }),
  };
}

/** RFC 7946 has the id of a Feature, a text or a number, beside its properties; it counts where these have none. */
function withId(given: unknown, beside: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given) || 'id' in given) return given;
  if (typeof beside !== 'string' && typeof beside !== 'number') return given;
  return { ...given, id: String(beside) };
}
