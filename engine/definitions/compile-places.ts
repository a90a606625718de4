import type { Place, PlacesIndex } from '../../triggers/places/contract.ts';
import { parsePlaces } from '../../triggers/places/parse-places.ts';
import { editPlacesIndex, indexInSlices } from '../../triggers/places/places-index.ts';
import type { Patch } from '../../triggers/slices/patch-map.ts';
import { patchMap } from '../../triggers/slices/patch-map.ts';
import type { StoredDocument } from './contract.ts';
import { Findings } from './findings.ts';

/** All places, compiled. */
export interface CompiledPlaces {
  readonly index: PlacesIndex;
  /** By id, which is the name of the document. */
  readonly byId: ReadonlyMap<string, Place>;
  /** The number of places by tag. */
  readonly tags: ReadonlyMap<string, number>;
}

type ZoneAt = (lat: number, lon: number) => string | undefined;

/** The places compiled in one slice. */
const SLICE = 2;

/** Checks the places that changed and builds the index. Throws InvalidDefinitions. */
export function* compilePlaces(
  documents: ReadonlyMap<string, StoredDocument>,
  changes: Patch<StoredDocument>,
  zoneAt: ZoneAt,
  before: CompiledPlaces | undefined,
): Generator<void, CompiledPlaces> {
  if (before && changes.size === 0) return before;
  const findings = new Findings();
  const changed = new Map<string, Place | undefined>();
  for (const [name, document] of changes) {
    if (changed.size % SLICE === 0) yield;
    changed.set(name, document && parsePlace(document, zoneAt, findings));
  }
  const byId = yield* patchMap(before?.byId ?? new Map<string, Place>(), changed);
  yield* expectParents(documents, changed, byId, findings);
  findings.settle();
  const tags = yield* patchMap(before?.tags ?? new Map<string, number>(), tagsAfter(changed, before));
  const index = before ? yield* editPlacesIndex(before.index, byId, changed) : yield* indexInSlices(byId);
  return { index, byId, tags };
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

/** Checks the changed places, and the places whose parent is gone. */
function* expectParents(
  documents: ReadonlyMap<string, StoredDocument>,
  changed: Patch<Place>,
  byId: ReadonlyMap<string, Place>,
  findings: Findings,
): Generator<void, void> {
  let seen = 0;
  let isAnyGone = false;
  for (const [name, place] of changed) {
    if (++seen % (SLICE * 128) === 0) yield;
    if (!documents.has(name)) isAnyGone = true;
    if (place) expectParent(place, documents.get(name)!.source, byId, findings);
  }
  if (!isAnyGone) return;
  for (const [name, place] of byId) {
    if (++seen % (SLICE * 128) === 0) yield;
    if (place.parent === undefined || changed.has(name) || byId.has(place.parent)) continue;
    expectParent(place, documents.get(name)!.source, byId, findings);
  }
}

function expectParent(
  place: Place | undefined,
  source: string,
  byId: ReadonlyMap<string, Place>,
  findings: Findings,
): void {
  if (place?.parent === undefined) return;
  if (!byId.has(place.parent)) {
    findings.expectKnown(source, 'properties.parent', 'the id of a place', place.parent, byId.keys());
    return;
  }
  const above = new Set([place.id]);
  for (let at = byId.get(place.parent); at; at = byId.get(at.parent ?? '')) {
    if (above.has(at.id)) {
      findings.report(source, 'properties.parent', 'a place that does not lie in this one itself');
      return;
    }
    above.add(at.id);
  }
}

/** Returns the number of places by tag, for the tags that changed. */
function tagsAfter(changed: Patch<Place>, before: CompiledPlaces | undefined): Patch<number> {
  const counts = new Map<string, number>();
  const count = (tag: string, more: number) => counts.set(tag, (counts.get(tag) ?? before?.tags.get(tag) ?? 0) + more);
  for (const [name, place] of changed) {
    for (const tag of new Set(before?.byId.get(name)?.tags)) count(tag, -1);
    for (const tag of new Set(place?.tags)) count(tag, 1);
  }
  return new Map([...counts].map(([tag, places]) => [tag, places > 0 ? places : undefined]));
}
