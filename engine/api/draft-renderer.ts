import { compileTemplates } from '../../templates/compiling/compile.ts';
import type { Renderer } from '../../templates/contract.ts';
import { parseTemplate } from '../../templates/source/parse.ts';
import { InvalidDefinitions } from '../../triggers/contract.ts';
import type { Language } from '../definitions/contract.ts';
import { slotsOf } from '../definitions/slots.ts';

/** Compiles a template that is not published. Throws InvalidDefinitions with every problem. */
export function draftRenderer(
  body: unknown,
  { channels, helpers }: Pick<Language, 'channels' | 'helpers'>,
): { readonly name: string; readonly renderer: Renderer } {
  const slots = slotsOf(channels);
  const parsed = parseTemplate('draft', body, slots);
  if ('problems' in parsed) throw new InvalidDefinitions(parsed.problems);
  const { template } = parsed;
  return { name: template.name, renderer: compileTemplates([template], slots, helpers, () => 'draft') };
}
