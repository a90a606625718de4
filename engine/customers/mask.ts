import type { CustomerState } from '../../triggers/state/contract.ts';
import type { Mask } from './contract.ts';

const PERSONAL = /mail|phone|mobile|(?:^|_)tel|name|address|street|postal|zip|birth|token|iban|passport/i;
const TRAIT = 'customer.';
const POSITION = /(?:^|\.)(?:lat|lon|lng|latitude|longitude)$/i;
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const TELEPHONE = /\+\d[\d ()/.-]{6,}\d/g;
/** Ids are what links are made of: they are shown as they are. */
const IDS = new Set(['customer', 'askedAs', 'aliases', 'id', 'signal', 'decision', 'mark', 'trigger', 'template']);
/** Shorter texts occur everywhere. */
const LEAST_CHARS = 3;

/** Everybody may see everything. */
export const noMask: Mask = (value) => value;

/**
 * Returns the mask for one customer. It hides traits that name or reach a person, wherever they occur, shows positions
 * to a tenth of a degree, and leaves ids as they are.
 */
export function maskOf({ values }: Pick<CustomerState, 'values'>): Mask {
  const secrets = Object.entries(values)
    .filter(([field]) => isPersonal(field))
    .flatMap(([, { v }]) => textsIn(v))
    .flatMap((text) => [text, ...text.split(/\s+/)])
    .filter((text) => text.length >= LEAST_CHARS)
    .sort((a, b) => b.length - a.length);
  const known = secrets.length === 0 ? undefined : new RegExp(wholeWords(secrets), 'giu');
  const inText = (text: string): string => {
    const own = known ? text.replace(known, hideText) : text;
    return own.replace(EMAIL, hideText).replace(TELEPHONE, hideText);
  };
  const mask = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') return isPersonal(name) ? hideText(value) : inText(value);
    if (typeof value === 'number')
      return POSITION.test(name) ? Math.round(value * 10) / 10 : isPersonal(name) ? HIDDEN : value;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((one) => mask(one, name));
    return maskMembers(value as Readonly<Record<string, unknown>>, name);
  };
  const maskMembers = (value: Readonly<Record<string, unknown>>, name: string) => {
    const field = typeof value.field === 'string' ? value.field : undefined;
    const entries = Object.entries(value).map(([member, inner]) => {
      if (IDS.has(member)) return [member, inner];
      // What a condition saw, and the value of a field, are as personal as the field.
      if (member === 'saw' && field !== undefined) return [member, mask(inner, field)];
      if (member === 'v') return [member, mask(inner, name)];
      const isTrait = name === 'traits' && isPersonal(TRAIT + member);
      return [inText(member), mask(inner, isTrait ? TRAIT + member : member)];
    });
    return Object.fromEntries(entries) as unknown;
  };
  return <T>(value: T) => mask(value, '') as T;
}

/** Whether a field of a customer names or reaches a person. */
function isPersonal(field: string): boolean {
  return field.startsWith(TRAIT) && PERSONAL.test(field.slice(TRAIT.length));
}

const HIDDEN = '•••';

/** The first character says which of two it may be, and no more. */
function hideText(text: string): string {
  return text === '' ? text : `${[...text][0]}${HIDDEN}`;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function wholeWords(texts: readonly string[]): string {
  const escaped = texts.map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return `(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`;
}
