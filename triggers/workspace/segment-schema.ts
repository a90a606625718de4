import * as z from 'zod';
import type { LanguageCode } from '../words/contract.ts';
import { say } from '../words/say.ts';
import { speakSchema } from '../words/speak-schema.ts';

/** Conditions on a customer, under the name of a segment. */
export const segment = say(
  z.unknown(),
  { en: 'Segment', de: 'Segment' },
  {
    description: { en: 'Conditions on a customer.', de: 'Bedingungen an einen Kunden.' },
    kind: 'condition',
    examples: [{ 'customer.plan': 'gold' }],
  },
);

/** Returns the JSON Schema of a segment in one language. */
export function segmentSchema(language: LanguageCode): object {
  return speakSchema(segment, language);
}
