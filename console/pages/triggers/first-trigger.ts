import type { Edit } from '../../parts/document/contract.ts';
import { editTextBy } from '../../parts/document/edit-text.ts';
import { linesText } from '../../parts/document/write-value.ts';

/** A name made of a sentence: lower-case letters, digits and dashes. */
export function nameFor(sentence: string): string {
  return sentence
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 100)
    .replace(/-+$/, '');
}

/** A trigger to begin with: it can be published as it is, and sends each customer one message a day at most. */
export function firstTrigger(given: {
  readonly name: string;
  readonly summary: string;
  readonly template: string;
  readonly purpose: string;
}): string {
  const { name, summary, template, purpose } = given;
  return `${linesText(
    {
      name,
      ...(summary !== '' && { summary }),
      on: { enter: { places: 'any' } },
      cooldown: '24h',
      message: { template, purpose, expires: '1h' },
    },
    0,
  )}\n`;
}

/** Another trigger's text under a new name, with its comments. */
export function copyOf(
  text: string,
  given: { readonly name: string; readonly summary: string; readonly template: string | null },
): string {
  const { name, summary, template } = given;
  const edits: Edit[] = [{ do: 'set', path: ['name'], value: name, order: ['name'] }];
  if (summary !== '') edits.push({ do: 'set', path: ['summary'], value: summary, order: ['name', 'summary'] });
  if (template !== null) edits.push({ do: 'set', path: ['message', 'template'], value: template });
  return editTextBy(text, edits);
}
