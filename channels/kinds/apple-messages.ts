import { contentSlots, markText, readId, sayWritten } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';

const ID = /^urn:mbid:[\w=+/-]{10,200}$/;

/** A message of Apple Messages for Business. */
export default {
  name: 'apple-messages',
  defaultProvider: 'apple-business',
  tracksLinks: true,
  title: { en: 'Apple Messages', de: 'Apple Nachrichten' },
  summary: {
    en: 'A message of Apple Messages for Business, to the trait `appleId` of those who have written first.',
    de: 'Eine Nachricht über Apple Messages for Business an das Merkmal `appleId` derer, die zuerst geschrieben haben.',
  },
  slots: contentSlots(10_000),
  shows: {},
  traits: { appleId: 'an opaque id of Apple: urn:mbid:…' },
  address: (_customer, { appleId }) => readId(appleId, ID),
  asReply: sayWritten,
  asTest: markText,
  isAddress: (to) => readId(to, ID) === to,
} satisfies Channel;
