import { contentSlots, markText, readId, sayWritten } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';

const ID = /^-?\d{1,19}$/;

/** A message of a Telegram bot, to the trait `telegramId` of those who have started it. */
export default {
  name: 'telegram',
  defaultProvider: 'telegram-bot',
  tracksLinks: true,
  title: { en: 'Telegram', de: 'Telegram' },
  summary: {
    en: 'A message of a Telegram bot, to the trait `telegramId` of those who have started it.',
    de: 'Eine Nachricht eines Telegram-Bots an das Merkmal `telegramId` derer, die ihn gestartet haben.',
  },
  slots: contentSlots(4_096),
  shows: { pictures: 1, buttons: { most: 8, kinds: ['link', 'reply'], labelChars: 64 }, replies: { most: 12 } },
  traits: { telegramId: 'an id of a chat of Telegram: a number' },
  address: (_customer, { telegramId }) => readId(telegramId, ID),
  asReply: sayWritten,
  asTest: markText,
  isAddress: (to) => readId(to, ID) === to,
} satisfies Channel;
