import { contentSlots, markText, readId } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';

const ID = /^[CDGUW][A-Z0-9]{5,20}$/;

/** A Slack message. */
export default {
  name: 'slack',
  defaultProvider: 'slack-bot',
  isInternal: true,
  title: { en: 'Slack', de: 'Slack' },
  summary: {
    en: 'A Slack message for staff: to the trait `slackId`, else to `providers.slack.room`.',
    de: 'Eine Slack-Nachricht für Mitarbeiter: an das Merkmal `slackId`, sonst an `providers.slack.room`.',
  },
  slots: contentSlots(4_000),
  shows: { pictures: 3, buttons: { most: 5, kinds: ['link', 'place'], labelChars: 75 } },
  address: (_customer, { slackId }, { room, hook }) =>
    readId(slackId, ID) ?? readId(room, ID) ?? (typeof hook === 'string' ? 'webhook' : undefined),
  asTest: markText,
  isAddress: (to) => readId(to, ID) === to,
} satisfies Channel;
