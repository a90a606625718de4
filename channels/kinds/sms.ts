import { contentSlots, markText, sayWritten, textSlot } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';
import { readPhone } from '../sms/phone.ts';

/** A text message. */
export default {
  name: 'sms',
  defaultProvider: 'twilio',
  tracksLinks: true,
  title: { en: 'Text message', de: 'SMS' },
  summary: {
    en: 'A text message, to the trait `phone`: in E.164, or as written in the country of `providers.sms.country`.',
    de: 'Eine SMS an das Merkmal `phone`: in E.164 oder so, wie man sie im Land von `providers.sms.country` schreibt.',
  },
  slots: {
    ...contentSlots(1_530),
    text: {
      ...textSlot(1_530),
      summary: {
        en: 'The message: 160 signs a part, 70 where one is outside the alphabet of SMS',
        de: 'Die Nachricht: 160 Zeichen je Teil, 70, wenn eines nicht zum SMS-Alphabet gehört',
      },
    },
  },
  shows: {},
  traits: { phone: 'a phone number in E.164, such as +4915112345678 (or one of the account’s `country`)' },
  address: (_customer, { phone }, { country }) => readPhone(phone, country),
  asReply: sayWritten,
  asTest: markText,
  isAddress: (to) => readPhone(to) === to,
} satisfies Channel;
