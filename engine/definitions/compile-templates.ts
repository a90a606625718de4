import { compileTemplates } from '../../templates/compile.ts';
import type { ChannelSlots, Helper, Renderer, TemplateDefinition } from '../../templates/contract.ts';
import { parseTemplate } from '../../templates/parse.ts';
import type { StoredDocument } from './contract.ts';
import { Findings } from './findings.ts';

/** Checks and compiles all templates. Throws InvalidDefinitions with every problem. */
export function compileTemplateDocuments(
  documents: readonly StoredDocument[],
  slots: ChannelSlots,
  helpers: ReadonlyMap<string, Helper>,
): Renderer {
  const findings = new Findings();
  const sources = new Map<string, string>();
  const templates: TemplateDefinition[] = [];
  for (const document of documents) {
    const parsed = parseTemplate(document.source, document.body, slots);
    if ('problems' in parsed) {
      findings.add(parsed.problems);
      continue;
    }
    findings.expectName(document, parsed.template.name);
    sources.set(parsed.template.name, document.source);
    templates.push(parsed.template);
  }
  const renderer = findings.attempt(() =>
    compileTemplates(templates, slots, helpers, (name) => sources.get(name) ?? name),
  );
  findings.settle();
  return renderer!;
}
