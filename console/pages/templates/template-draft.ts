import { recordOf } from '../../parts/definitions.ts';
import { editText } from '../../parts/document/edit-text.ts';
import { readText } from '../../parts/document/read-text.ts';

/** What a draft says, by channel and language. What cannot be read is left out. */
export interface TemplateFacts {
  readonly value: Readonly<Record<string, unknown>>;
  readonly language: string | undefined;
  readonly channels: readonly string[];
  readonly locales: readonly string[];
  /** Why its text cannot be read; undefined: it can. */
  readonly unreadable: string | undefined;
}

/** Reads the text of a draft; a new one has its name and nothing else. */
export function readTemplate(name: string, text: string): TemplateFacts {
  const read = readText(text);
  const value = { name, ...recordOf(read.value) };
  const { language, channels, locales } = value as Readonly<Record<string, unknown>>;
  return {
    value,
    language: typeof language === 'string' ? language : undefined,
    channels: Object.keys(recordOf(channels)),
    locales: Object.keys(recordOf(locales)),
    unreadable: read.unreadable[0]?.said,
  };
}

/** Where a slot stands; `locale` undefined: in the base language. */
export function slotPath(locale: string | undefined, channel: string, slot: string): readonly string[] {
  return locale === undefined ? ['channels', channel, slot] : ['locales', locale, channel, slot];
}

/** The text of a slot as it is written; undefined: it is not. */
export function slotText(
  { value }: TemplateFacts,
  locale: string | undefined,
  channel: string,
  slot: string,
): string | undefined {
  const written = slotPath(locale, channel, slot).reduce<unknown>((inner, key) => recordOf(inner)[key], value);
  if (written === undefined || typeof written === 'string') return written as string | undefined;
  return JSON.stringify(written, null, 2);
}

/**
 * Puts a text into a slot, and the parts around it that are not there yet; an empty one in another language goes away.
 */
export function withSlot(
  text: string,
  name: string,
  [locale, channel, slot]: readonly [locale: string | undefined, channel: string, slot: string],
  words: string,
): string {
  const path = slotPath(locale, channel, slot);
  let next = withName(text, name);
  for (let depth = 1; depth < path.length; depth++) {
    const holder = path.slice(0, depth);
    const there = holder.reduce<unknown>((inner, key) => recordOf(inner)[key], readText(next).value);
    if (there === undefined || there === null) next = editText(next, { do: 'set', path: holder, value: {} });
  }
  return words === '' && locale !== undefined
    ? editText(next, { do: 'remove', path })
    : editText(next, { do: 'set', path, value: words });
}

/** Gives the draft its name, and a language where it has none. */
export function withName(text: string, name: string): string {
  return recordOf(readText(text).value).name === undefined
    ? editText(text, { do: 'set', path: ['name'], value: name })
    : text;
}
