import { contentSlots, markText, readId, sayWritten } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';

const ID = /^[\w+/]{22}==$/;

/** A message of a Viber bot, to the trait `viberId` of those who have written to it. */
export default {
  name: 'viber',
  defaultProvider: 'viber-bot',
  tracksLinks: true,
  title: { en: 'Viber', de: 'Viber' },
  summary: {
    en: 'A message of a Viber bot, to the trait `viberId` of those who have written to it.',
    de: 'Eine Nachricht eines Viber-Bots an das Merkmal `viberId` derer, die ihm geschrieben haben.',
  },
  slots: contentSlots(7_000),
  shows: {},
  traits: { viberId: 'an id of Viber: 24 characters of base64' },
  address: (_customer, { viberId }) => readId(viberId, ID),
  asReply: sayWritten,
  asTest: markText,
  isAddress: (to) => readId(to, ID) === to,
} satisfies Channel;
