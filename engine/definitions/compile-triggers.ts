import type { TemplateDefinition } from '../../templates/contract.ts';
import type { Segment, Trigger, TriggerDefinition } from '../../triggers/contract.ts';
import { ORIGIN_KINDS } from '../../triggers/deciding/origins.ts';
import { templatesOf } from '../../triggers/deciding/variants.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import { namesOf, type References } from '../../triggers/problems/references.ts';
import { compileTrigger } from '../../triggers/reading/compile-trigger.ts';
import { parseTrigger } from '../../triggers/reading/definition.ts';
import { type Patch, patchMap } from '../../triggers/slices/patch-map.ts';
import type { Vocabulary } from '../../triggers/vocabulary/contract.ts';
import { checkNetwork } from './check-network.ts';
import type { StoredDocument } from './contract.ts';
import { Findings } from './findings.ts';
import { type Demands, demandsOf, isNotable } from './notable.ts';

/** The definitions that triggers are checked against. A part that did not compile is left out. */
export interface Surroundings {
  readonly workspace: Workspace | undefined;
  readonly templates: ReadonlyMap<string, TemplateDefinition> | undefined;
  readonly channels: readonly string[];
  /** Places by id, and the number of places by tag. */
  readonly places: ReadonlyMap<string, unknown> | undefined;
  readonly tags: ReadonlyMap<string, unknown> | undefined;
  /** The triggers are published already; see `parseTrigger`. */
  readonly isPublished: boolean;
}

/** A compiled trigger, with its source. */
export interface CompiledTrigger {
  readonly source: string;
  readonly trigger: Trigger;
}

/** The words that triggers are written in: those that all may use together, and those of each by its name. */
export interface Words {
  readonly all: Vocabulary;
  of(trigger: string): Vocabulary;
}

type Segments = ReadonlyMap<string, Segment>;

/** All compiled triggers, by name. */
export interface CompiledTriggers {
  readonly byName: ReadonlyMap<string, CompiledTrigger>;
  /** The triggers that ask for more than their own evaluation, and what they ask for together. */
  readonly notable: ReadonlyMap<string, CompiledTrigger>;
  readonly demands: Demands;
  readonly segments: Segments;
  /** The changes from the triggers they were made from. */
  readonly changed: Patch<CompiledTrigger>;
}

/** The triggers compiled in one slice. */
const SLICE = 4;

/** Checks and compiles the triggers that changed, or whose surroundings changed. Throws InvalidDefinitions. */
export function* compileTriggerDocuments(
  changes: Patch<StoredDocument>,
  around: Surroundings,
  words: Words,
  segments: Segments,
  before: CompiledTriggers | undefined,
): Generator<void, CompiledTriggers> {
  const findings = new Findings();
  const references = referencesTo(around, words.all);
  const changed = new Map<string, CompiledTrigger | undefined>();
  let compiled = 0;
  for (const [name, document] of changes) {
    if (++compiled % SLICE === 0) yield;
    changed.set(name, document && compileOne(document, around, references, words.of(name), findings));
  }
  findings.settle();
  const byName = yield* patchMap(before?.byName ?? NONE, changed);
  const asking = new Map<string, CompiledTrigger | undefined>();
  let looked = 0;
  for (const [name, one] of changed) {
    if (++looked % (SLICE * 32) === 0) yield;
    const isNow = one !== undefined && isNotable(one.trigger);
    if (isNow || before?.notable.has(name)) asking.set(name, isNow ? one : undefined);
  }
  const notable = yield* patchMap(before?.notable ?? NONE, asking);
  checkNetwork(byName, notable, changed, findings);
  const areAsBefore = before && before.segments === segments && asking.size === 0;
  const demands = areAsBefore ? before.demands : demandsOf(notable.values(), segments, words.all, findings);
  findings.settle();
  return { byName, notable, segments, demands, changed };
}

const NONE: ReadonlyMap<string, CompiledTrigger> = new Map();

function compileOne(
  { name, version, source, body }: StoredDocument,
  around: Surroundings,
  references: References,
  vocabulary: Vocabulary,
  findings: Findings,
): CompiledTrigger | undefined {
  const parsed = parseTrigger(source, body, vocabulary, references, around.isPublished);
  if ('problems' in parsed) {
    findings.add(parsed.problems);
    return undefined;
  }
  findings.expectName({ kind: 'trigger', name, source }, parsed.definition.name);
  const definition = withChannels(parsed.definition, source, around, findings);
  return { source, trigger: compileTrigger(definition, version, vocabulary) };
}

/**
 * Keeps only the channels that the template, and that of each variant, has slots for, so that no message is chosen that
 * could not be written.
 */
function withChannels(
  definition: TriggerDefinition,
  source: string,
  { workspace, templates }: Surroundings,
  findings: Findings,
): TriggerDefinition {
  const { message } = definition;
  const all = templatesOf(message).map((name) => templates?.get(name));
  const [template] = all;
  if (!template || !workspace) return definition;
  const isFilled = (channel: string) => all.every((one) => !one || Object.hasOwn(one.channels, channel));
  const filled = Object.keys(template.channels).filter(isFilled).join(', ');
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
  return { ...definition, message: { ...message, channels, isPreferred: true } };
}

function referencesTo(
  { workspace, templates, channels, places, tags }: Surroundings,
  { signals }: Vocabulary,
): References {
  return {
    kinds: new Set([...signals.keys(), ORIGIN_KINDS.timer, ORIGIN_KINDS.world]),
    channels: new Set(channels),
    ...(templates && { templates: namesOf(templates) }),
    ...(workspace && { purposes: new Set(Object.keys(workspace.purposes)) }),
    ...(places && { places: namesOf(places) }),
    ...(tags && { tags: namesOf(tags) }),
  };
}
