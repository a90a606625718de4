import type { TemplateDefinition } from '../../templates/contract.ts';
import { compileTrigger } from '../../triggers/compile-trigger.ts';
import type { Trigger, TriggerDefinition } from '../../triggers/contract.ts';
import { parseTrigger } from '../../triggers/definition.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import { problemsInNetwork } from '../../triggers/patterns/network.ts';
import type { References } from '../../triggers/references.ts';
import type { Vocabulary } from '../../triggers/vocabulary.ts';
import type { StoredDocument } from './contract.ts';
import { Findings } from './findings.ts';

/** What triggers are checked against; a part that could not be compiled itself is left out. */
export interface Surroundings {
  readonly workspace: Workspace | undefined;
  readonly templates: ReadonlyMap<string, TemplateDefinition> | undefined;
  readonly channels: readonly string[];
  readonly placeIds: ReadonlySet<string> | undefined;
  readonly tags: ReadonlySet<string> | undefined;
}

/** Triggers as they were compiled, with what they were compiled from. By name. */
export type CompiledTriggers = ReadonlyMap<string, CompiledTrigger>;

interface CompiledTrigger {
  readonly document: string;
  readonly source: string;
  readonly surroundings: string;
  readonly trigger: Trigger;
}

/** Checks and compiles all triggers; one that stands as it stood in the same surroundings is kept from `before`. */
export function compileTriggerDocuments(
  documents: readonly StoredDocument[],
  around: Surroundings,
  vocabulary: Vocabulary,
  before: CompiledTriggers | undefined,
): CompiledTriggers {
  const findings = new Findings();
  const surroundings = keyOf(around);
  const references = referencesTo(around);
  const compiled = new Map<string, CompiledTrigger>();
  for (const { name, version, source, body } of documents) {
    const document = `${version} ${source}`;
    const kept = before?.get(name);
    if (kept?.document === document && kept.surroundings === surroundings) {
      compiled.set(name, kept);
      continue;
    }
    const parsed = parseTrigger(source, body, vocabulary, references);
    if ('problems' in parsed) {
      findings.add(parsed.problems);
      continue;
    }
    findings.expectName({ kind: 'trigger', name, source }, parsed.definition.name);
    const definition = withChannels(parsed.definition, source, around, findings);
    compiled.set(name, { document, source, surroundings, trigger: compileTrigger(definition, version, vocabulary) });
  }
  findings.settle();
  findings.add(problemsInNetwork(compiled));
  findings.settle();
  return compiled;
}

/** Only channels that the template has slots for are tried: a message is never chosen that could not be written. */
function withChannels(
  definition: TriggerDefinition,
  source: string,
  { workspace, templates }: Surroundings,
  findings: Findings,
): TriggerDefinition {
  const { message } = definition;
  const template = templates?.get(message.template);
  if (!template || !workspace) return definition;
  const isFilled = (channel: string) => Object.hasOwn(template.channels, channel);
  const filled = Object.keys(template.channels).join(', ');
  if (message.channels !== 'preferred') {
    for (const [i, channel] of message.channels.entries()) {
      if (isFilled(channel)) continue;
      const expected = `a channel that template '${template.name}' is written for: ${filled}`;
      findings.report(source, `message.channels[${i}]`, expected);
    }
    return definition;
  }
  if (workspace.channels.every(isFilled)) return definition;
  const channels = workspace.channels.filter(isFilled);
  if (channels.length === 0) {
    const expected = `a template for one of the workspace’s channels ${workspace.channels.join(', ')}; this one is for ${filled}`;
    findings.report(source, 'message.template', expected);
  }
  return { ...definition, message: { ...message, channels } };
}

function referencesTo({ workspace, templates, channels, placeIds, tags }: Surroundings): References {
  return {
    channels: new Set(channels),
    ...(templates && { templates: new Set(templates.keys()) }),
    ...(workspace && { purposes: new Set(Object.keys(workspace.purposes)) }),
    ...(placeIds && { places: placeIds }),
    ...(tags && { tags }),
  };
}

/** The same for surroundings in which every trigger means the same. */
function keyOf({ workspace, templates, channels, placeIds, tags }: Surroundings): string {
  const written = templates && [...templates.values()].map(({ name, channels: by }) => [name, Object.keys(by)]);
  const purposes = workspace && [Object.keys(workspace.purposes), workspace.channels, Object.keys(workspace.segments)];
  return JSON.stringify([purposes, written, channels, placeIds && [...placeIds], tags && [...tags]]);
}
