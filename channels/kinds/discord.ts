import { contentSlots, markText } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';

/** A Discord message. */
export default {
  name: 'discord',
  defaultProvider: 'discord-webhook',
  isInternal: true,
  title: { en: 'Discord', de: 'Discord' },
  summary: {
    en: 'A message for staff, by a webhook of Discord: `providers.discord.url`.',
    de: 'Eine Nachricht für Mitarbeiter über einen Webhook von Discord: `providers.discord.url`.',
  },
  slots: contentSlots(2_000),
  shows: { pictures: 4 },
  // Its URL is a secret, so it is no address: all messages go to the one place behind it.
  address: (customer) => (customer === '' ? undefined : customer),
  asTest: markText,
  isAddress: () => true,
} satisfies Channel;
