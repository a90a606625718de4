import { contentSlots, markText, sayWritten } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';
import { readPhone } from '../sms/phone.ts';

/** An RCS message. */
export default {
  name: 'rcs',
  defaultProvider: 'google-rbm',
  tracksLinks: true,
  title: { en: 'RCS', de: 'RCS' },
  summary: {
    en: 'A message of RCS, to the trait `phone`, where phone and network have it.',
    de: 'Eine Nachricht über RCS an das Merkmal `phone`, wo Telefon und Netz es können.',
  },
  slots: contentSlots(3_072),
  shows: {
    pictures: 1,
    buttons: { most: 4, kinds: ['link', 'reply', 'call', 'place'], labelChars: 25 },
    // A carousel stands alone, and has 2 to 10 cards (read in November 2026).
    gallery: { least: 2, most: 10, buttons: 4, titleChars: 200, textChars: 2_000, takesText: true },
    replies: { most: 11 },
    offered: 11,
    textBeside: { gallery: 2_000, pictures: 2_000 },
  },
  traits: { phone: 'a phone number in E.164, such as +4915112345678 (or one of the account’s `country`)' },
  address: (_customer, { phone }, { country }) => readPhone(phone, country),
  asReply: sayWritten,
  asTest: markText,
  isAddress: (to) => readPhone(to) === to,
} satisfies Channel;
