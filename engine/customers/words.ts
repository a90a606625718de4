import type { CustomerState } from '../../triggers/state/contract.ts';

/** The characters of a word that are indexed, as `008-customer-words.sql` cuts it. */
const MOST_CHARS = 128;
const TELEPHONE = /^\+?[0-9][0-9 ()/.-]{3,24}$/;
/** Fewer digits from the end fit too many numbers. */
const LEAST_END_DIGITS = 5;
const TRAIT = 'customer.';

/** What was typed, as the index is asked for it. */
export interface Wanted {
  /** Everything that was typed, in lower case. */
  readonly whole: string;
  /** Its words, when there are several: each must begin a word of the customer. */
  readonly parts: readonly string[];
  /** One trait that was named: `plan:gold`. */
  readonly trait?: { readonly field: string; readonly word: string };
  /** The digits of a telephone number, as far as they were typed. */
  readonly digits?: string;
  /** The last digits, without the zeros that a country code stands in place of. */
  readonly lastDigits?: string;
}

/** Reads what was typed into a search. */
export function readWanted(q: string): Wanted {
  const whole = fold(q.trim()).slice(0, MOST_CHARS);
  const parts = partsOf(whole);
  const named = /^([\p{L}\p{N}_.-]{1,64}):\s*(\S.*)$/u.exec(q.trim());
  const digits = TELEPHONE.test(whole) ? whole.replace(/\D+/g, '') : undefined;
  const last = digits?.replace(/^0+/, '');
  return {
    whole,
    parts: parts.length > 1 ? parts : [],
    ...(named && { trait: { field: TRAIT + named[1]!.replace(TRAIT, ''), word: fold(named[2]!) } }),
    ...(digits !== undefined && { digits: digits.replace(/^00/, '') }),
    ...(last !== undefined && last.length >= LEAST_END_DIGITS && { lastDigits: last }),
  };
}

/** Returns the field of a customer that fits what was typed, as their state is now; undefined: none does any more. */
export function fieldThatFits(state: CustomerState, wanted: Wanted, among: 'everything' | 'ids'): string | undefined {
  const ids = [state.id, ...state.aliases];
  if (ids.some((id) => fold(id).startsWith(wanted.whole))) return 'id';
  if (among === 'ids') return undefined;
  const traits = Object.entries(state.values).filter(([field, { v }]) => field.startsWith(TRAIT) && isWord(v));
  const fits = ([field, { v }]: (typeof traits)[number]) => fitsTrait(field, fold(String(v)), wanted);
  const one = traits.find(fits)?.[0];
  if (one !== undefined || wanted.parts.length === 0) return one;
  const words = traits.flatMap(([field, { v }]) => partsOf(fold(String(v))).map((word) => ({ field, word })));
  const found = wanted.parts.map((part) => words.find(({ word }) => word.startsWith(part)));
  return found.every((word) => word !== undefined) ? found[0]?.field : undefined;
}

function fitsTrait(field: string, value: string, { whole, trait, digits, lastDigits }: Wanted): boolean {
  if (trait && field === trait.field && beginsWord(value, trait.word)) return true;
  if (beginsWord(value, whole)) return true;
  if (digits === undefined || !TELEPHONE.test(value)) return false;
  const known = value.replace(/\D+/g, '');
  return known.startsWith(digits) || (lastDigits !== undefined && known.endsWith(lastDigits));
}

function beginsWord(value: string, word: string): boolean {
  return value.startsWith(word) || partsOf(value).some((part) => part.startsWith(word));
}

/** An e-mail address is one word, as in the index. */
function partsOf(text: string): readonly string[] {
  if (text.includes('@')) return [text];
  return text.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function fold(text: string): string {
  return text.toLowerCase();
}
