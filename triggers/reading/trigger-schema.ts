import * as z from 'zod';
import type { Vocabulary } from '../vocabulary/contract.ts';
import type { LanguageCode } from '../words/contract.ts';
import { say } from '../words/say.ts';
import { speakSchema } from '../words/speak-schema.ts';
import { MESSAGE_KEYS, TRIGGER_KEYS } from './trigger-keys.ts';

/** Returns the JSON Schema of a trigger document in one language. Under `on` stands one waker, by its name. */
export function triggerSchema({ wakers }: Vocabulary, language: LanguageCode): object {
  const message = say(z.strictObject(MESSAGE_KEYS), { en: 'Message', de: 'Nachricht' });
  const when = TRIGGER_KEYS.when.optional();
  const schema = say(z.strictObject({ ...TRIGGER_KEYS, when, message }), { en: 'Trigger', de: 'Auslöser' });
  const { properties, ...rest } = speakSchema(schema, language) as { readonly properties: Record<string, object> };
  const oneOf = [...wakers.values()].map(({ name, title, summary, args }) => ({
    type: 'object',
    title: title[language],
    description: summary[language],
    properties: { [name]: { title: title[language], ...speakSchema(args, language) } },
    required: [name],
    additionalProperties: false,
  }));
  return { ...rest, properties: { ...properties, on: { ...properties.on, oneOf } } };
}
