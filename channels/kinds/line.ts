import { contentSlots, markText, readId, sayWritten } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';

const ID = /^[UCR][0-9a-f]{32}$/;

/** A LINE message, to the trait `lineId` of those who follow the account. */
export default {
  name: 'line',
  defaultProvider: 'line-messaging',
  tracksLinks: true,
  title: { en: 'LINE', de: 'LINE' },
  summary: {
    en: 'A LINE message, to the trait `lineId` of those who follow the account.',
    de: 'Eine LINE-Nachricht an das Merkmal `lineId` derer, die dem Konto folgen.',
  },
  slots: contentSlots(5_000),
  shows: {
    pictures: 1,
    buttons: { most: 4, kinds: ['link', 'reply', 'call', 'place'], labelChars: 20 },
    replies: { most: 13 },
    location: true,
  },
  traits: { lineId: 'an id of LINE: U, C or R and 32 digits of a hexadecimal number' },
  address: (_customer, { lineId }) => readId(lineId, ID),
  asReply: sayWritten,
  asTest: markText,
  isAddress: (to) => readId(to, ID) === to,
} satisfies Channel;
