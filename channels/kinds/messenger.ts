import { contentSlots, markText, readId, sayWritten } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';

const ID = /^\d{5,20}$/;

/** A Messenger message, to the trait `messengerId`, within 24 hours of what the customer last wrote. */
export default {
  name: 'messenger',
  defaultProvider: 'messenger-page',
  tracksLinks: true,
  title: { en: 'Messenger', de: 'Messenger' },
  summary: {
    en: 'A Messenger message, to the trait `messengerId`, within 24 hours of what the customer last wrote.',
    de: 'Eine Messenger-Nachricht an das Merkmal `messengerId`, in den 24 Stunden nach der letzten Nachricht des Kunden.',
  },
  slots: contentSlots(2_000),
  shows: {
    buttons: { most: 3, kinds: ['link', 'reply', 'call'], labelChars: 20 },
    replies: { most: 13 },
    textBeside: { buttons: 640 },
  },
  traits: { messengerId: 'an id of Messenger: 5 to 20 digits' },
  address: (_customer, { messengerId }) => readId(messengerId, ID),
  asReply: sayWritten,
  asTest: markText,
  isAddress: (to) => readId(to, ID) === to,
} satisfies Channel;
