import type { Place, PlacesIndex } from '../../triggers/places/contract.ts';
import { parsePlaces } from '../../triggers/places/parse-places.ts';
import { buildPlacesIndex } from '../../triggers/places/places-index.ts';
import type { StoredDocument } from './contract.ts';
import { Findings } from './findings.ts';

/** All places, ready to be asked, with the versions they were made from. */
export interface CompiledPlaces {
  readonly index: PlacesIndex;
  readonly ids: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
  /** By name. */
  readonly parsed: ReadonlyMap<string, { readonly version: number; readonly place: Place }>;
}

type ZoneAt = (lat: number, lon: number) => string | undefined;

/** Checks all places and builds their index; what did not change since `before` is not read again. Throws InvalidDefinitions. */
export function compilePlaces(
  documents: readonly StoredDocument[],
  zoneAt: ZoneAt,
  before: CompiledPlaces | undefined,
): CompiledPlaces {
  const findings = new Findings();
  const parsed = new Map<string, { readonly version: number; readonly place: Place }>();
  for (const document of documents) {
    const { name, version } = document;
    const kept = before?.parsed.get(name);
    const place = kept?.version === version ? kept.place : parsePlace(document, zoneAt, findings);
    if (place) parsed.set(name, { version, place });
  }
  for (const { name, source } of documents) expectParent(parsed.get(name)?.place, source, parsed, findings);
  findings.settle();
  const places = [...parsed.values()].map(({ place }) => place);
  return {
    index: buildPlacesIndex(places, before?.index),
    ids: new Set(parsed.keys()),
    tags: new Set(places.flatMap(({ tags }) => tags)),
    parsed,
  };
}

function parsePlace(document: StoredDocument, zoneAt: ZoneAt, findings: Findings): Place | undefined {
  const { source, body } = document;
  const { places, problems } = parsePlaces(source, body, zoneAt);
  findings.add(problems);
  const [place] = places;
  if (problems.length === 0 && places.length !== 1) findings.report(source, 'type', 'one Feature for each place');
  else if (place) findings.expectName(document, place.id);
  return place;
}

function expectParent(
  place: Place | undefined,
  source: string,
  parsed: CompiledPlaces['parsed'],
  findings: Findings,
): void {
  if (place?.parent === undefined) return;
  if (!parsed.has(place.parent)) {
    findings.expectKnown(source, 'properties.parent', 'the id of a place', place.parent, parsed.keys());
    return;
  }
  const above = new Set([place.id]);
  for (let at = parsed.get(place.parent)?.place; at; at = parsed.get(at.parent ?? '')?.place) {
    if (above.has(at.id)) {
      findings.report(source, 'properties.parent', 'a place that does not lie in this one itself');
      return;
    }
    above.add(at.id);
  }
}
