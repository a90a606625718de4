import type { ProviderChoiceParts } from '../../channels/choose-provider.ts';
import type { Helper } from '../../templates/contract.ts';
import { buildMatcherInSlices, type IndexedMatcher } from '../../triggers/matcher.ts';
import { finish } from '../../triggers/slices/finish.ts';
import { MapView } from '../../triggers/slices/read-only-map.ts';
import type { Vocabulary } from '../../triggers/vocabulary/contract.ts';
import { type CompiledPlaces, compilePlaces } from './compile-places.ts';
import { type CompiledTemplates, compileTemplateDocuments } from './compile-templates.ts';
import { type CompiledTriggers, compileTriggerDocuments, type Surroundings, type Words } from './compile-triggers.ts';
import { type CompiledWorkspace, compileWorkspace } from './compile-workspace.ts';
import { DOCUMENT_KINDS, type DocumentKind, type Live, type StoredDocument } from './contract.ts';
import { changesBetween, createDocumentSet, type DocumentSet, NO_DOCUMENTS, type Snapshot } from './document-set.ts';
import { Findings } from './findings.ts';
import { slotsOf } from './slots.ts';
import { findStaleTriggers } from './stale-triggers.ts';

/**
 * Compiles all documents of a revision, in slices. Throws InvalidDefinitions with every problem. For published
 * documents a condition that can never match is no problem: an earlier release accepted it, and everything else must go
 * on.
 */
export type Compile = (snapshot: Snapshot, previous: Live | undefined, isPublished?: boolean) => Generator<void, Live>;

/** The parts that definitions can use: operators, fields, wakers and so on. */
export interface CompileParts extends ProviderChoiceParts {
  readonly vocabulary: Vocabulary;
  readonly helpers: ReadonlyMap<string, Helper>;
  /** The IANA zone of a position, for places that name none. */
  readonly zoneAt: (lat: number, lon: number) => string | undefined;
  /** Whether people have paused a trigger; absent: none is. */
  readonly isPaused?: (trigger: string) => boolean;
}

/** The most documents of each kind. A publish with more is refused. */
export const MOST_DOCUMENTS: Readonly<Record<DocumentKind, number>> = {
  workspace: 1,
  place: 100_000,
  trigger: 100_000,
  template: 10_000,
};

/** The results that one compilation hands to the next. They are valid only for the definitions that became live. */
interface Memory {
  readonly documents: DocumentSet;
  readonly workspace: CompiledWorkspace;
  readonly places: CompiledPlaces;
  readonly templates: CompiledTemplates;
  readonly around: Surroundings;
  readonly triggers: CompiledTriggers;
  readonly matcher: IndexedMatcher;
}

/**
 * Creates the function that compiles all documents, in slices. Everything is checked against everything else, and every
 * problem is found at once. A definition that did not change since `previous` is not compiled again, so an edit costs
 * what the edit takes. `previous` was made by the same function, and published.
 */
export function createCompiler(parts: CompileParts): Compile {
  const { helpers, channels, zoneAt } = parts;
  const slots = slotsOf(channels);
  const memories = new WeakMap<Live, Memory>();

  return function* compile({ revision, documents }: Snapshot, previous, isPublished = false) {
    const before = previous && memories.get(previous);
    const findings = new Findings();
    expectNotTooMany(documents, findings);
    const changes = yield* changesBetween(before?.documents ?? NO_DOCUMENTS, documents);
    const isAsBefore = before && changes.workspace.size === 0;
    const workspace = isAsBefore
      ? before.workspace
      : compileWorkspace(documents.workspace.get('workspace'), parts, findings, isPublished);
    const places = yield* findings.attemptInSlices(
      compilePlaces(documents.place, changes.place, zoneAt, before?.places),
    );
    const templates = yield* findings.attemptInSlices(
      compileTemplateDocuments(changes.template, slots, helpers, before?.templates),
    );
    const around: Surroundings = {
      workspace: workspace.workspace,
      templates: templates?.renderer.templates,
      channels: [...channels.keys()],
      places: places?.byId,
      tags: places?.tags,
      isPublished,
    };
    const stale = before
      ? yield* findStaleTriggers(documents.trigger, changes.trigger, before.around, around)
      : changes.trigger;
    const segments = workspace.segments ?? NO_SEGMENTS;
    // A segment may go while only paused triggers ask for it; an engine that starts must be able to go on with them.
    const words: Words = {
      all: workspace.tolerant,
      of: (trigger) => (isPublished || parts.isPaused?.(trigger) ? workspace.tolerant : workspace.vocabulary),
    };
    const triggers = yield* findings.attemptInSlices(
      compileTriggerDocuments(stale, around, words, segments, before?.triggers),
    );
    findings.settle();
    const made = {
      documents,
      workspace: workspace as CompiledWorkspace,
      places: places!,
      templates: templates!,
      around,
      triggers: triggers!,
    };
    const memory = { ...made, matcher: yield* matcherOf(made, before) };
    const live = freeze(revision, memory);
    memories.set(live, memory);
    return live;
  };
}

/** Compiles these documents without slices, as a first publish. */
export function compileAtOnce(compile: Compile, documents: readonly StoredDocument[], revision = 1): Live {
  return finish(compile({ revision, documents: createDocumentSet(documents) }, undefined));
}

const NO_SEGMENTS: CompiledWorkspace['segments'] = new Map();

function expectNotTooMany(documents: DocumentSet, findings: Findings): void {
  for (const kind of DOCUMENT_KINDS) {
    const most = MOST_DOCUMENTS[kind];
    const { size } = documents[kind];
    if (size > most) findings.report(`${kind}s`, '', `at most ${most}, got ${size}`);
  }
}

function* matcherOf(
  { triggers: { byName, changed }, places }: Pick<Memory, 'triggers' | 'places'>,
  before: Memory | undefined,
): Generator<void, IndexedMatcher> {
  const at = places.index.places;
  if (before) {
    const removed = [...changed].flatMap(([name, one]) => (one ? [] : [name]));
    const edited = [...changed.values()].flatMap((one) => (one ? [one.trigger] : []));
    return yield* before.matcher.next({ changed: edited, removed }, at);
  }
  yield;
  return yield* buildMatcherInSlices(
    Array.from(byName.values(), ({ trigger }) => trigger),
    at,
  );
}

function freeze(
  revision: number,
  { workspace: { workspace, segments }, places, templates, triggers, matcher }: Memory,
): Live {
  const { watches, tracking } = triggers.demands;
  return Object.freeze({
    revision,
    workspace,
    places: places.index,
    matcher,
    watches,
    renderer: templates.renderer,
    triggers: new MapView(triggers.byName, ({ trigger }) => trigger.definition),
    templates: templates.renderer.templates,
    place: places.byId,
    segments,
    ...(tracking && { tracking }),
  });
}
