import type { Words } from '../../triggers/words/contract.ts';
import { COUNTED_STEP_WORDS } from '../outcomes/counts.ts';
import { FACTS } from '../outcomes/facts.ts';

const STEPS: Readonly<Record<string, Words>> = COUNTED_STEP_WORDS;
const NAMED_FACTS: Readonly<Record<string, { readonly title: Words }>> = FACTS;
/** The columns of the engine's questions that are no step and no fact. */
const OTHERS: Readonly<Record<string, Words>> = {
  at: { en: 'From', de: 'Von' },
  until: { en: 'Until', de: 'Bis' },
  day_at: { en: 'Day', de: 'Tag' },
  woken: { en: 'Woken', de: 'Geweckt' },
  value: { en: 'Value', de: 'Wert' },
  gate: { en: 'Sending rule', de: 'Versandregel' },
  held: { en: 'Held back', de: 'Zurückgehalten' },
  alone: { en: 'By one rule alone', de: 'Von einer Regel allein' },
  count: { en: 'Decisions', de: 'Entscheidungen' },
  step: { en: 'Step', de: 'Schritt' },
  people: { en: 'People', de: 'Menschen' },
  returned: { en: 'Came back', de: 'Kamen zurück' },
  cost: { en: 'Cost', de: 'Kosten' },
  price_each: { en: 'Price of one', de: 'Preis für eine' },
  cost_of_success: { en: 'Cost of a success', de: 'Kosten eines Erfolgs' },
  went_on: { en: 'Went on', de: 'Gingen weiter' },
};

/** Returns the heading of a column of a question as people read it; a column of SQL keeps its name. */
export function wordColumn(name: string, language: 'en' | 'de'): string {
  const words = STEPS[name.replaceAll('_', '-')] ?? NAMED_FACTS[name]?.title ?? OTHERS[name];
  return words?.[language] ?? name;
}
