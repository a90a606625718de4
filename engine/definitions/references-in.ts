import type { Document } from './contract.ts';

/** The kinds of things that a document can refer to. */
export const REFERRED = ['place', 'tag', 'template', 'segment', 'purpose', 'channel', 'event', 'trigger'] as const;
export type Referred = (typeof REFERRED)[number];

/** One mention of a thing in a document. */
export interface Reference {
  readonly kind: Referred;
  readonly name: string;
  /** The place in the document, such as `on.enter.places`. */
  readonly path: string;
}

/**
 * Lists the things that a document refers to by name, by the words that the language has for them. A field that speaks
 * of a tag among other words gives a reference for each of its parts.
 */
export function referencesIn({ kind, body }: Pick<Document, 'kind' | 'body'>): readonly Reference[] {
  const found: Reference[] = [];
  const walk = (value: unknown, path: string, key: string) => {
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) walk(item, `${path}[${i}]`, key);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        const below = path === '' ? name : `${path}.${name}`;
        for (const [referred, one] of namedByKey(name, value, inner, path)) {
          found.push({ kind: referred, name: one, path: below });
        }
        walk(inner, below, name);
      }
    } else if (typeof value === 'string' && kind === 'template') {
      for (const [, segment] of value.matchAll(SEGMENT_IN_TEXT)) found.push({ kind: 'segment', name: segment!, path });
    }
  };
  if (kind !== 'place') walk(body, '', '');
  return found;
}

const SEGMENT_IN_TEXT = /\bsegment\.([A-Za-z0-9_-]+)/g;
const SEGMENT = 'segment.';
const NEAREST = 'nearest.';

type Named = readonly (readonly [Referred, string])[];

/** What a key and its value name, inside the object that holds them. */
function namedByKey(key: string, holder: object, value: unknown, path: string): Named {
  if (key.startsWith(SEGMENT)) return [['segment', key.slice(SEGMENT.length)]];
  if (key.startsWith(NEAREST))
    return key
      .slice(NEAREST.length)
      .split('.')
      .map((part) => ['tag', part]);
  switch (key) {
    case 'template':
      return as('template', value);
    case 'purpose':
      return as('purpose', value);
    case 'channel':
      return as('channel', value);
    case 'channels':
      return as('channel', isMap(value) ? Object.keys(value) : value);
    case 'providers':
      return isMap(value) ? as('channel', Object.keys(value)) : [];
    case 'of':
      return path.endsWith('outcome') ? as('trigger', value) : [];
    case 'event':
      return as('event', value);
    case 'tag':
      return as('tag', value);
    case 'id':
    case 'ids':
      return /(^|\.)(places|near)$/.test(path) ? as('place', value) : [];
    case 'place.id':
      return as('place', textsIn(value));
    case 'place.tags':
      return as('tag', textsIn(value));
    case 'name':
      return 'kind' in holder && holder.kind === 'event' ? as('event', value) : [];
    default:
      return [];
  }
}

function as(kind: Referred, value: unknown): Named {
  const names = Array.isArray(value) ? value : [value];
  return names.flatMap((name) => (typeof name === 'string' ? [[kind, name] as const] : []));
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The texts of a condition's arguments: `{ one-of: [a, b] }`, `a`. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return isMap(value) || Array.isArray(value) ? Object.values(value).flatMap(textsIn) : [];
}
