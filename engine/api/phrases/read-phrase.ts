import type { Phrase } from '../contract.ts';
import { PHRASES, SENTENCES } from './book.ts';

/** Finds the code of an English sentence; undefined where the book has none. Never throws. */
export function readPhrase(text: string): Phrase | undefined {
  return text.length > LONGEST ? undefined : readFrom(sentences, text);
}

/** A template in pieces: what stands before, between and behind its slots. */
interface Cut {
  readonly code: string;
  readonly texts: readonly string[];
  readonly slots: readonly string[];
}

interface Shelf {
  readonly whole: ReadonlyMap<string, string>;
  readonly cuts: readonly Cut[];
}

// A longer text quotes a document, and no reader is helped by its beginning in another language.
const LONGEST = 4_000;
const MOST_WITHIN = 4;
const AROUND = 1_000;
const sentences = shelve(SENTENCES);
const phrases = shelve(PHRASES);

function shelve(book: Readonly<Record<string, string>>): Shelf {
  const whole = new Map<string, string>();
  const cuts: Cut[] = [];
  for (const [code, said] of Object.entries(book)) {
    const pieces = said.split(/‹([^›]*)›/);
    const [texts, slots] = [pieces.filter((_, i) => i % 2 === 0), pieces.filter((_, i) => i % 2 === 1)];
    if (slots.length === 0) whole.set(said, code);
    else cuts.push({ code, texts, slots });
  }
  // What is around another phrase is asked before that phrase, which could end in anything; then what says more of
  // itself.
  const rank = ({ texts, slots }: Cut) =>
    (texts[0] === '' && slots[0]?.startsWith('*') ? AROUND : 0) + texts.join('').length;
  return { whole, cuts: cuts.sort((a, b) => rank(b) - rank(a)) };
}

function readFrom({ whole, cuts }: Shelf, text: string, depth = 0): Phrase | undefined {
  const code = whole.get(text);
  if (code !== undefined) return { code, args: {} };
  for (const cut of cuts) {
    const held = holdIn(cut.texts, text);
    const args = held && readSlots(cut.slots, held, depth);
    if (args) return { code: cut.code, args };
  }
  return undefined;
}

/** What stands in the slots, each as short as it can be; undefined where the text is no such sentence. */
function holdIn(texts: readonly string[], text: string): readonly string[] | undefined {
  const [first = '', ...rest] = texts;
  if (!text.startsWith(first)) return undefined;
  const held: string[] = [];
  let at = first.length;
  for (const [i, next] of rest.entries()) {
    const end = i === rest.length - 1 ? text.length - next.length : text.indexOf(next, at + 1);
    if (end <= at || !text.startsWith(next, end)) return undefined;
    held.push(text.slice(at, end));
    at = end + next.length;
  }
  return held;
}

function readSlots(slots: readonly string[], held: readonly string[], depth: number): Phrase['args'] | undefined {
  const args: Record<string, string | Phrase> = {};
  for (const [i, slot] of slots.entries()) {
    const text = held[i]!;
    const mayBePhrase = slot.startsWith('*') || slot.startsWith('~');
    const within = mayBePhrase && depth < MOST_WITHIN ? readFrom(phrases, text, depth + 1) : undefined;
    if (!within && slot.startsWith('*')) return undefined;
    if (slot.startsWith('.') && text.includes(' ')) return undefined;
    args[slot.replace(/^[*~.]/, '')] = within ?? text;
  }
  return args;
}
