import type { ProviderChoiceParts } from '../../channels/choose-provider.ts';
import type { Segment } from '../../triggers/contract.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import { compileSegments, toleratingSegments, withSegments } from '../../triggers/reading/segments.ts';
import type { Vocabulary } from '../../triggers/vocabulary/contract.ts';
import { parseWorkspace } from '../../triggers/workspace/workspace.ts';
import { checkProviders } from './check-providers.ts';
import type { StoredDocument } from './contract.ts';
import type { Findings } from './findings.ts';

/** The compiled workspace. */
export interface CompiledWorkspace {
  readonly workspace: Workspace;
  readonly segments: ReadonlyMap<string, Segment>;
  /** The vocabulary with its segments. */
  readonly vocabulary: Vocabulary;
  /** The same; a segment that is gone is unknown instead of a mistake. */
  readonly tolerant: Vocabulary;
}

/** Checks the workspace and compiles its segments. A wrong part is left out and reported. */
export function compileWorkspace(
  document: StoredDocument | undefined,
  parts: ProviderChoiceParts & { readonly vocabulary: Vocabulary },
  findings: Findings,
  isPublished = false,
): Partial<CompiledWorkspace> & Pick<CompiledWorkspace, 'vocabulary' | 'tolerant'> {
  const source = document?.source ?? 'workspace.yaml';
  const workspace = findings.attempt(() => workspaceOf(source, document?.body ?? {}, parts, findings));
  const vocabulary = withSegments(parts.vocabulary, Object.keys(workspace?.segments ?? {}));
  const tolerant = toleratingSegments(vocabulary, parts.vocabulary);
  if (!workspace) return { vocabulary, tolerant };
  const references = {
    purposes: new Set(Object.keys(workspace.purposes)),
    channels: new Set(parts.channels.keys()),
  };
  const segments = findings.attempt(() =>
    compileSegments(source, workspace.segments, vocabulary, references, isPublished),
  );
  return { workspace, vocabulary, tolerant, ...(segments && { segments }) };
}

function workspaceOf(source: string, body: unknown, providing: ProviderChoiceParts, findings: Findings): Workspace {
  const { channels } = providing;
  const workspace = parseWorkspace(source, body);
  for (const [i, channel] of workspace.channels.entries()) {
    if (!channels.has(channel)) findings.expectKnown(source, `channels[${i}]`, 'a channel', channel, channels.keys());
  }
  checkProviders(source, workspace, providing, findings);
  return workspace;
}
