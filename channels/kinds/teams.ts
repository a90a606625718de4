import { contentSlots, markText } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';

/** A Microsoft Teams message. */
export default {
  name: 'teams',
  defaultProvider: 'teams-webhook',
  isInternal: true,
  title: { en: 'Microsoft Teams', de: 'Microsoft Teams' },
  summary: {
    en: 'A message for staff, by a workflow of Microsoft Teams: `providers.teams.url`.',
    de: 'Eine Nachricht für Mitarbeiter über einen Workflow von Microsoft Teams: `providers.teams.url`.',
  },
  slots: contentSlots(20_000),
  shows: { pictures: 3, buttons: { most: 6, kinds: ['link', 'place'], labelChars: 40 } },
  // Its URL is a secret, so it is no address: all messages go to the one place behind it.
  address: (customer) => (customer === '' ? undefined : customer),
  asTest: markText,
  isAddress: () => true,
} satisfies Channel;
