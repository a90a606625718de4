import type { TemplateDefinition } from '../../templates/contract.ts';
import { differences, type Patch } from '../../triggers/slices/patch-map.ts';
import type { Surroundings } from './compile-triggers.ts';
import type { StoredDocument } from './contract.ts';

/** Triggers handled in one slice. */
const SLICE = 128;
/** So many names are looked for one by one; where more are gone, every trigger is read again. */
const MOST_SOUGHT = 64;

/**
 * The triggers to be read: those that changed, and those that may mean something else, or nothing any more, in what is
 * around them now. At the cost of the change, unless something that was there is gone.
 */
export function* findStaleTriggers(
  documents: ReadonlyMap<string, StoredDocument>,
  changes: Patch<StoredDocument>,
  before: Surroundings,
  around: Surroundings,
): Generator<void, Patch<StoredDocument>> {
  const isOtherWorkspace = meaningOf(before.workspace) !== meaningOf(around.workspace);
  const gone = [
    ...(yield* findGone(before.templates, around.templates, isWrittenAlike)),
    ...(yield* findGone(before.places, around.places, () => true)),
    ...(yield* findGone(before.tags, around.tags, () => true)),
  ];
  if (!isOtherWorkspace && gone.length === 0) return changes;
  const isAnyStale = isOtherWorkspace || gone.length > MOST_SOUGHT;
  const stale = new Map(changes);
  let seen = 0;
  for (const [name, document] of documents) {
    if (++seen % SLICE === 0) yield;
    if (!stale.has(name) && (isAnyStale || mentions(document, gone))) stale.set(name, document);
  }
  return stale;
}

/** Names that are there no more, or whose value is not like it was. */
function* findGone<V>(
  before: ReadonlyMap<string, V> | undefined,
  after: ReadonlyMap<string, V> | undefined,
  isAlike: (before: V, after: V) => boolean,
): Generator<void, readonly string[]> {
  if (!before || !after) return [];
  const different = yield* differences(before, after);
  return [...different].flatMap(([name, value]) => {
    const was = before.get(name);
    return was !== undefined && (value === undefined || !isAlike(was, value)) ? [name] : [];
  });
}

function isWrittenAlike(a: TemplateDefinition, b: TemplateDefinition): boolean {
  return Object.keys(a.channels).join() === Object.keys(b.channels).join();
}

/** Wherever a document may speak of something by name, the name stands in it: by itself, or in the name of a field. */
function mentions({ body }: StoredDocument, names: readonly string[]): boolean {
  const text = JSON.stringify(body);
  return names.some((name) => {
    const inside = JSON.stringify(name).slice(1, -1);
    return text.includes(`"${inside}"`) || text.includes(`.${inside}`);
  });
}

function meaningOf(workspace: Surroundings['workspace']): string {
  return JSON.stringify(
    workspace && [Object.keys(workspace.purposes), workspace.channels, Object.keys(workspace.segments)],
  );
}
