import type { Helper, Renderer } from '../../templates/contract.ts';
import type { Tracking } from '../../triggers/changes/contract.ts';
import type { Segment } from '../../triggers/contract.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import { parseWorkspace } from '../../triggers/gates/workspace.ts';
import { buildMatcher } from '../../triggers/matcher.ts';
import { compileSegments, withSegments } from '../../triggers/segments.ts';
import type { Vocabulary } from '../../triggers/vocabulary.ts';
import { watchesOf } from '../../triggers/watches.ts';
import { checkProviders, type Providing } from './check-providers.ts';
import { type CompiledPlaces, compilePlaces } from './compile-places.ts';
import { compileTemplateDocuments } from './compile-templates.ts';
import { type CompiledTriggers, compileTriggerDocuments, type Surroundings } from './compile-triggers.ts';
import { DOCUMENT_KINDS, type DocumentKind, type Live, type StoredDocument } from './contract.ts';
import type { Compile } from './definitions.ts';
import type { Snapshot } from './documents.ts';
import { Findings } from './findings.ts';
import { type Remembered, rememberedOr } from './remembered.ts';
import { slotsOf } from './slots.ts';
import { trackingFor } from './tracking-for.ts';

/** The parts that definitions are made of. */
export interface CompileParts extends Providing {
  readonly vocabulary: Vocabulary;
  readonly helpers: ReadonlyMap<string, Helper>;
  /** IANA zone of a position: of places that name none. */
  readonly zoneAt: (lat: number, lon: number) => string | undefined;
}

/** Documents of each kind at most; a publish with more is refused. */
export const MOST_DOCUMENTS: Readonly<Record<DocumentKind, number>> = {
  workspace: 1,
  place: 100_000,
  trigger: 100_000,
  template: 10_000,
};

/** What a compilation hands on to the next: it is right for whoever starts from what became live. */
interface Memory {
  readonly places: Remembered<CompiledPlaces>;
  readonly renderer: Remembered<Renderer>;
  readonly triggers: CompiledTriggers;
}

/**
 * Makes the function that turns all documents into what runs: everything is checked against everything else, and every problem is
 * found at once. What stands as it stood in `previous` is not compiled again; `previous` was made here, and published.
 */
export function createCompiler(parts: CompileParts): Compile {
  const { vocabulary, helpers, channels, zoneAt } = parts;
  const slots = slotsOf(channels);
  const memories = new WeakMap<Live, Memory>();

  return (snapshot, previous) => {
    const before = previous && memories.get(previous);
    const findings = new Findings();
    const of = byKind(snapshot, findings);
    const workspace = findings.attempt(() => workspaceOf(of, parts, findings));
    const places = findings.attempt(() =>
      rememberedOr(before?.places, of('place'), (documents) => compilePlaces(documents, zoneAt, before?.places.made)),
    );
    const renderer = findings.attempt(() =>
      rememberedOr(before?.renderer, of('template'), (documents) =>
        compileTemplateDocuments(documents, slots, helpers),
      ),
    );
    const segments = workspace && findings.attempt(() => segmentsOf(of, workspace, parts));
    const spoken = withSegments(vocabulary, Object.keys(workspace?.segments ?? {}));
    const around: Surroundings = {
      workspace,
      templates: renderer?.made.templates,
      channels: [...channels.keys()],
      placeIds: places?.made.ids,
      tags: places?.made.tags,
    };
    const triggers = findings.attempt(() => compileTriggerDocuments(of('trigger'), around, spoken, before?.triggers));
    const tracking = triggers && segments && trackingFor(triggers, segments, vocabulary, findings);
    findings.settle();
    const live = freeze(snapshot.revision, workspace!, places!.made, renderer!.made, triggers!, segments!, tracking);
    memories.set(live, { places: places!, renderer: renderer!, triggers: triggers! });
    return live;
  };
}

type OfKind = (kind: DocumentKind) => readonly StoredDocument[];

function byKind({ documents }: Snapshot, findings: Findings): OfKind {
  const groups: Record<DocumentKind, StoredDocument[]> = { workspace: [], place: [], trigger: [], template: [] };
  for (const document of documents) groups[document.kind].push(document);
  for (const kind of DOCUMENT_KINDS) {
    const most = MOST_DOCUMENTS[kind];
    const { length } = groups[kind];
    if (length > most) findings.report(`${kind}s`, '', `at most ${most}, got ${length}`);
  }
  return (kind) => groups[kind];
}

function workspaceOf(of: OfKind, providing: Providing, findings: Findings): Workspace {
  const { channels } = providing;
  const [document] = of('workspace');
  const source = document?.source ?? 'workspace.yaml';
  const workspace = parseWorkspace(source, document?.body ?? {});
  for (const [i, channel] of workspace.channels.entries()) {
    if (!channels.has(channel)) findings.expectKnown(source, `channels[${i}]`, 'a channel', channel, channels.keys());
  }
  checkProviders(source, workspace, providing, findings);
  return workspace;
}

type Segments = ReadonlyMap<string, Segment>;

function segmentsOf(of: OfKind, { segments, purposes }: Workspace, { vocabulary, channels }: CompileParts): Segments {
  const source = of('workspace')[0]?.source ?? 'workspace.yaml';
  const spoken = withSegments(vocabulary, Object.keys(segments));
  const references = { purposes: new Set(Object.keys(purposes)), channels: new Set(channels.keys()) };
  return compileSegments(source, segments, spoken, references);
}

function freeze(
  revision: number,
  workspace: Workspace,
  { index }: CompiledPlaces,
  renderer: Renderer,
  compiled: CompiledTriggers,
  segments: Segments,
  tracking: Tracking | undefined,
): Live {
  const triggers = [...compiled.values()].map(({ trigger }) => trigger);
  return Object.freeze({
    revision,
    workspace,
    places: index,
    matcher: buildMatcher(triggers, index.places),
    watches: watchesOf(triggers),
    renderer,
    triggers: new Map(triggers.map(({ definition }) => [definition.name, definition])),
    templates: renderer.templates,
    place: index.places,
    segments,
    ...(tracking && { tracking }),
  });
}
