import * as z from 'zod';
import type { LanguageCode, Words } from './contract.ts';
import { ARGUMENTS } from './say.ts';

/**
 * Returns the JSON Schema of what a person writes, with titles, descriptions and the titles of closed values in one
 * language. A part that JSON Schema cannot express allows everything.
 */
export function speakSchema(schema: z.ZodType, language: LanguageCode): Readonly<Record<string, unknown>> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    metadata: ARGUMENTS,
    override: ({ jsonSchema }) => translate(jsonSchema as Spoken, language),
  });
  return rest;
}

/** Returns the titles of closed values in one language. */
export function speakTitles(
  titles: Readonly<Record<string, Words | string>>,
  language: LanguageCode,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(titles).map(([value, words]) => [value, speak(words, language)]));
}

/** Words until they are translated, a text from then on: a part of a schema may be seen twice. */
interface Spoken {
  title?: Words | string;
  description?: Words | string;
  titles?: Readonly<Record<string, Words | string>>;
}

function translate(spoken: Spoken, language: LanguageCode): void {
  if (spoken.title !== undefined) spoken.title = speak(spoken.title, language);
  if (spoken.description !== undefined) spoken.description = speak(spoken.description, language);
  if (spoken.titles !== undefined) spoken.titles = speakTitles(spoken.titles, language);
}

function speak(words: Words | string, language: LanguageCode): string {
  return typeof words === 'string' ? words : words[language];
}
