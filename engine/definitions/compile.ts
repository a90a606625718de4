import type { Channel } from '../../channels/contract.ts';
import type { Helper } from '../../templates/contract.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import { parseWorkspace } from '../../triggers/gates/workspace.ts';
import { buildMatcher } from '../../triggers/matcher.ts';
import type { Vocabulary } from '../../triggers/vocabulary.ts';
import { compilePlaces } from './compile-places.ts';
import { compileTemplateDocuments } from './compile-templates.ts';
import { createTriggerCompiler } from './compile-triggers.ts';
import { DOCUMENT_KINDS, type DocumentKind, type Live, type StoredDocument } from './contract.ts';
import type { Compile } from './definitions.ts';
import type { Snapshot } from './documents.ts';
import { Findings, remembered } from './findings.ts';
import { slotsOf } from './slots.ts';

/** The parts that definitions are made of. */
export interface CompileParts {
  readonly vocabulary: Vocabulary;
  readonly helpers: ReadonlyMap<string, Helper>;
  readonly channels: ReadonlyMap<string, Channel>;
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

/**
 * Makes the function that turns all documents into what runs: everything is checked against everything else, and every problem is
 * found at once. What stands as it stood at the call before is not compiled again.
 */
export function createCompiler({ vocabulary, helpers, channels, zoneAt }: CompileParts): Compile {
  const slots = slotsOf(channels);
  const placesOf = remembered((documents) => compilePlaces(documents, zoneAt));
  const rendererOf = remembered((documents) => compileTemplateDocuments(documents, slots, helpers));
  const triggersOf = createTriggerCompiler(vocabulary);

  return (snapshot) => {
    const findings = new Findings();
    const of = byKind(snapshot, findings);
    const workspace = findings.attempt(() => workspaceOf(of, channels, findings));
    const places = findings.attempt(() => placesOf(of('place')));
    const renderer = findings.attempt(() => rendererOf(of('template')));
    const triggers = findings.attempt(() =>
      triggersOf(of('trigger'), {
        workspace,
        templates: renderer?.templates,
        channels: [...channels.keys()],
        placeIds: places?.ids,
        tags: places?.tags,
      }),
    );
    findings.settle();
    return freeze(snapshot.revision, workspace!, places!, renderer!, triggers!);
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

function workspaceOf(of: OfKind, channels: ReadonlyMap<string, Channel>, findings: Findings): Workspace {
  const [document] = of('workspace');
  const source = document?.source ?? 'workspace.yaml';
  const workspace = parseWorkspace(source, document?.body ?? {});
  for (const [i, channel] of workspace.channels.entries()) {
    if (!channels.has(channel)) findings.expectKnown(source, `channels[${i}]`, 'a channel', channel, channels.keys());
  }
  for (const channel of Object.keys(workspace.providers)) {
    if (!channels.has(channel)) findings.expectKnown(source, 'providers', 'a channel', channel, channels.keys());
  }
  return workspace;
}

function freeze(
  revision: number,
  workspace: Workspace,
  { index }: ReturnType<typeof compilePlaces>,
  renderer: Live['renderer'],
  triggers: Parameters<typeof buildMatcher>[0],
): Live {
  return Object.freeze({
    revision,
    workspace,
    places: index,
    matcher: buildMatcher(triggers, index.places),
    renderer,
    triggers: new Map(triggers.map(({ definition }) => [definition.name, definition])),
    templates: renderer.templates,
    place: index.places,
  });
}
