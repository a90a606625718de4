import type { LanguageCode } from '../../triggers/words/contract.ts';
import { speakSchema } from '../../triggers/words/speak-schema.ts';
import type { SlotShape } from '../contract.ts';
import { TEMPLATE } from './template-keys.ts';

const REPLACED = { en: 'Parts in this language', de: 'Teile in dieser Sprache' };

/** What of a channel a template fills. */
interface Written {
  readonly name: string;
  readonly title: SlotShape['title'];
  readonly slots: Readonly<Record<string, SlotShape>>;
}

/** Returns the JSON Schema of a template document in one language, with the slots of each channel by name. */
export function templateSchema(channels: Iterable<Written>, language: LanguageCode): object {
  const { properties, ...rest } = speakSchema(TEMPLATE, language) as { readonly properties: Record<string, object> };
  const byChannel = (isWhole: boolean) => ({
    type: 'object',
    properties: Object.fromEntries([...channels].map((channel) => [channel.name, channelSchema(channel, isWhole)])),
    additionalProperties: false,
  });
  const channelSchema = ({ title, slots }: Written, isWhole: boolean) => ({
    type: 'object',
    title: title[language],
    properties: Object.fromEntries(Object.entries(slots).map(([slot, shape]) => [slot, slotSchema(shape, language)])),
    ...(isWhole && { required: Object.keys(slots).filter((slot) => slots[slot]!.required) }),
    additionalProperties: false,
  });
  const replaced = { ...byChannel(false), title: REPLACED[language] };
  const others = { ...properties.locales, additionalProperties: replaced };
  return {
    ...rest,
    properties: { ...properties, channels: { ...properties.channels, ...byChannel(true) }, locales: others },
  };
}

function slotSchema({ title, summary, format, maxChars }: SlotShape, language: LanguageCode): object {
  return {
    // A JSON slot may be written as what it is.
    ...(format !== 'json' && { type: 'string' }),
    title: title[language],
    description: summary[language],
    kind: 'template',
    format,
    maxLength: maxChars,
  };
}
