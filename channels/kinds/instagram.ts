import { contentSlots, markText, readId, sayWritten } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';

const ID = /^\d{5,20}$/;

/** An Instagram message, to the trait `instagramId`, within 24 hours of what the customer last wrote. */
export default {
  name: 'instagram',
  defaultProvider: 'instagram-account',
  tracksLinks: true,
  title: { en: 'Instagram', de: 'Instagram' },
  summary: {
    en: 'An Instagram message, to the trait `instagramId`, within 24 hours of what the customer last wrote.',
    de: 'Eine Instagram-Nachricht an das Merkmal `instagramId`, in den 24 Stunden nach der letzten Nachricht des Kunden.',
  },
  slots: contentSlots(1_000),
  shows: { replies: { most: 13 } },
  traits: { instagramId: 'an id of Instagram: 5 to 20 digits' },
  address: (_customer, { instagramId }) => readId(instagramId, ID),
  asReply: sayWritten,
  asTest: markText,
  isAddress: (to) => readId(to, ID) === to,
} satisfies Channel;
