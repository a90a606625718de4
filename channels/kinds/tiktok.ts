import { contentSlots, markText, readId, sayWritten } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';

const CONVERSATION = /^[\w+/=-]{8,200}$/;

/** A direct message on TikTok, into the conversation of the trait `tiktokId`, which its user began. */
export default {
  name: 'tiktok',
  defaultProvider: 'tiktok-account',
  tracksLinks: true,
  title: { en: 'Direct message on TikTok', de: 'Direktnachricht auf TikTok' },
  summary: {
    en: 'A direct message on TikTok, into the conversation of the trait `tiktokId`, which its user began.',
    de: 'Eine Direktnachricht auf TikTok in die Unterhaltung des Merkmals `tiktokId`, die ihr Nutzer begonnen hat.',
  },
  slots: contentSlots(6_000),
  shows: {},
  traits: { tiktokId: 'the id of a conversation on TikTok, as its calls tell it' },
  address: (_customer, { tiktokId }) => readId(tiktokId, CONVERSATION),
  asReply: sayWritten,
  asTest: markText,
  isAddress: (to) => readId(to, CONVERSATION) === to,
} satisfies Channel;
