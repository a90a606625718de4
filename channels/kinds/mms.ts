import { contentSlots, markText, sayWritten } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';
import { readPhone } from '../sms/phone.ts';

/** A text message with pictures. */
export default {
  name: 'mms',
  defaultProvider: 'twilio-mms',
  tracksLinks: true,
  title: { en: 'Picture message', de: 'MMS' },
  summary: {
    en: 'A text message with pictures, to the trait `phone`; in the United States, Canada and few other countries.',
    de: 'Eine SMS mit Bildern an das Merkmal `phone`; in den USA, in Kanada und wenigen anderen Ländern.',
  },
  slots: contentSlots(1_600),
  shows: { pictures: 10 },
  traits: { phone: 'a phone number in E.164, such as +4915112345678 (or one of the account’s `country`)' },
  address: (_customer, { phone }, { country }) => readPhone(phone, country),
  asReply: sayWritten,
  asTest: markText,
  isAddress: (to) => readPhone(to) === to,
} satisfies Channel;
