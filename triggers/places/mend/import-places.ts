import type { Problem } from '../../contract.ts';
import type { Place } from '../contract.ts';
import { crsFault } from '../crs.ts';
import { parsePlaces } from '../parse-places.ts';
import { mendGeometry } from './mend-geometry.ts';
import { asPlace, type Naming } from './naming.ts';

/** How a file that was made for others becomes places. */
export interface ImportOptions extends Naming {
  /** Whether broken outlines are mended, or refused as in a publish. */
  readonly mend: boolean;
}

/** One thing that was mended. */
export interface MendNote {
  /** The id of the place, and where in the file: `features[3].geometry.coordinates[0]`. */
  readonly place: string;
  readonly path: string;
  readonly what: string;
  /** Square metres that are held no longer; below 0: that many more are held. */
  readonly lostSquareMetres?: number;
}

/** The features that can be published, what was mended in them, and what is wrong with those that cannot. */
export interface ImportedPlaces {
  readonly features: readonly ImportedFeature[];
  readonly mended: readonly MendNote[];
  readonly problems: readonly Problem[];
}

/** A GeoJSON Feature as the engine takes it. */
export interface ImportedFeature {
  readonly type: 'Feature';
  readonly properties: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly geometry: unknown;
}

/**
 * Reads a Feature or a FeatureCollection of others, a feature at a time. Each feature that is given back passes the
 * checks of a publish.
 */
export function* importPlaces(
  source: string,
  geojson: unknown,
  options: ImportOptions,
): Generator<void, ImportedPlaces> {
  const { type, features: given, crs } = (geojson ?? {}) as Readonly<Record<string, unknown>>;
  const other = crsFault(crs);
  if (other !== undefined) return { features: [], mended: [], problems: [{ source, path: 'crs', expected: other }] };
  const isSeveral = type === 'FeatureCollection' && Array.isArray(given);
  const features: ImportedFeature[] = [];
  const mended: MendNote[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [i, feature] of (isSeveral ? (given as readonly unknown[]) : [geojson]).entries()) {
    const at = isSeveral ? `features[${i}].` : '';
    const place = asPlace(feature, options);
    const { geometry, mendings } = options.mend ? mendGeometry(place.geometry) : { ...place, mendings: [] };
    const whole = { ...place, geometry };
    const read = parsePlaces(source, whole, () => 'UTC');
    problems.push(...read.problems.map((problem) => ({ ...problem, path: at + problem.path })));
    const [one] = read.places as readonly [Place?];
    if (one && seen.has(one.id)) {
      problems.push({
        source,
        path: `${at}properties.id`,
        expected: `an id of its own; '${one.id}' stands here twice`,
      });
    } else if (one) {
      seen.add(one.id);
      features.push({ ...whole, type: 'Feature', properties: { ...whole.properties, id: one.id } });
      mended.push(...mendings.map(({ path, ...mending }) => ({ place: one.id, path: at + path, ...mending })));
    }
    yield;
  }
  return { features, mended, problems };
}
