import type { Message } from '../../templates/contract.ts';
import type { ApprovedTemplates, TemplateStates } from '../templates/contract.ts';
import { isUnusable, languageIn } from '../templates/template-state.ts';
import { Unsendable } from './contract.ts';

/** Throws Unsendable where a message goes by a template that its service would not send now. */
export function refuseTemplate<S>(
  { template, language }: Message,
  settings: S,
  approved: ApprovedTemplates<S>,
  states: TemplateStates | undefined,
): void {
  const book = template ? approved.bookOf(settings) : undefined;
  if (!template || book === undefined) return;
  const code = languageIn(approved, language);
  const known = states?.stateOf(book, template, code);
  if (!known || !isUnusable(known)) return;
  const which = code === '' ? '' : ` in ${code}`;
  const why = known.reason === undefined ? '' : `: ${known.reason}`;
  throw new Unsendable(`the template ${template.trim()} is ${known.state}${which}${why}`, 'template-not-approved');
}
