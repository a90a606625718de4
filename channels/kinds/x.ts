import { contentSlots, markText, readId, sayWritten } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';

const ID = /^[1-9]\d{0,18}$/;

/** A direct message on X, to the trait `xId` of those who may be written to. */
export default {
  name: 'x',
  defaultProvider: 'x-account',
  tracksLinks: true,
  title: { en: 'Direct message on X', de: 'Direktnachricht auf X' },
  summary: {
    en: 'A direct message on X, to the trait `xId` of those who may be written to.',
    de: 'Eine Direktnachricht auf X an das Merkmal `xId` derer, denen man schreiben darf.',
  },
  slots: contentSlots(10_000),
  shows: {},
  traits: { xId: 'the number of a user of X, at most 19 digits' },
  address: (_customer, { xId }) => readId(xId, ID),
  asReply: sayWritten,
  asTest: markText,
  isAddress: (to) => readId(to, ID) === to,
} satisfies Channel;
