import { compileTemplates } from '../../templates/compiling/compile.ts';
import {
  type ChannelSlots,
  type Helper,
  RenderError,
  type Renderer,
  type TemplateDefinition,
} from '../../templates/contract.ts';
import { parseTemplate } from '../../templates/source/parse.ts';
import { type Patch, patchMap } from '../../triggers/slices/patch-map.ts';
import { MapView } from '../../triggers/slices/read-only-map.ts';
import type { StoredDocument } from './contract.ts';
import { Findings } from './findings.ts';

/** Each template by itself, and all of them together. */
export interface CompiledTemplates {
  readonly byName: ReadonlyMap<string, CompiledTemplate>;
  readonly renderer: Renderer;
}

interface CompiledTemplate {
  readonly template: TemplateDefinition;
  readonly renderer: Renderer;
}

/** Checks and compiles the templates that changed. Throws InvalidDefinitions with every problem. */
export function* compileTemplateDocuments(
  changes: Patch<StoredDocument>,
  slots: ChannelSlots,
  helpers: ReadonlyMap<string, Helper>,
  before: CompiledTemplates | undefined,
): Generator<void, CompiledTemplates> {
  if (before && changes.size === 0) return before;
  const findings = new Findings();
  const changed = new Map<string, CompiledTemplate | undefined>();
  for (const [name, document] of changes) {
    yield;
    changed.set(name, document && compileOne(document, slots, helpers, findings));
  }
  findings.settle();
  const byName = yield* patchMap(before?.byName ?? new Map<string, CompiledTemplate>(), changed);
  return { byName, renderer: rendererOf(byName) };
}

function compileOne(
  document: StoredDocument,
  slots: ChannelSlots,
  helpers: ReadonlyMap<string, Helper>,
  findings: Findings,
): CompiledTemplate | undefined {
  const parsed = parseTemplate(document.source, document.body, slots);
  if ('problems' in parsed) {
    findings.add(parsed.problems);
    return undefined;
  }
  const { template } = parsed;
  findings.expectName(document, template.name);
  const renderer = findings.attempt(() => compileTemplates([template], slots, helpers, () => document.source));
  return renderer && { template, renderer };
}

function rendererOf(byName: CompiledTemplates['byName']): Renderer {
  return Object.freeze({
    templates: new MapView(byName, ({ template }) => template),
    reads: (template) => byName.get(template)?.renderer.reads(template),
    localeFor: (template, locale, home) => byName.get(template)?.renderer.localeFor(template, locale, home),
    render(template, channel, view, setting) {
      const found = byName.get(template);
      if (!found) throw new RenderError(`template '${template}' is not known`);
      return found.renderer.render(template, channel, view, setting);
    },
  } satisfies Renderer);
}
