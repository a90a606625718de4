import * as z from 'zod';
import { slackMessageOf } from '../chat/slack-message.ts';
import { defineHttpProvider } from '../http/define.ts';
import { accountSettings, secretly } from '../http/settings.ts';
import slack from '../kinds/slack.ts';

const settings = accountSettings(
  'https://hooks.slack.com',
  {
    hook: z
      .string('the URL of an incoming webhook')
      .regex(/^https?:\/\/[^\s\p{Cc}]{8,2000}$/u, 'the URL of an incoming webhook'),
  },
  {
    hook: secretly(
      { en: 'Incoming webhook', de: 'Eingehender Webhook' },
      {
        description: {
          en: 'Its whole URL, as Slack shows it: whoever knows it can write.',
          de: 'Seine ganze URL, wie Slack sie zeigt: Wer sie kennt, kann schreiben.',
        },
      },
    ),
  },
);

/** Slack's incoming webhooks: https://api.slack.com/messaging/webhooks */
export default defineHttpProvider({
  name: 'slack-webhook',
  channel: 'slack',
  title: { en: 'Slack', de: 'Slack' },
  summary: {
    en: 'An incoming webhook of Slack, or of what speaks as Slack does: it writes into one channel of the team.',
    de: 'Ein eingehender Webhook von Slack, oder was wie Slack spricht: Er schreibt in einen Kanal des Teams.',
  },
  idempotent: false,
  settings,
  shows: slack.shows,
  write: (_outbound, { hook }, _now, shown) => ({ path: hook, body: slackMessageOf(shown) }),
  codes: ({ text }) => [text.trim()],
  verdicts: {
    invalid_token: 'channel-misconfigured',
    no_service: 'channel-misconfigured',
    no_service_id: 'channel-misconfigured',
    no_team: 'channel-misconfigured',
    team_disabled: 'channel-misconfigured',
    action_prohibited: 'channel-misconfigured',
    channel_not_found: 'disable-endpoint',
    channel_is_archived: 'disable-endpoint',
    rollup_error: 'transient',
  },
  accepted: ({ text }, { id }) => (text.trim() === 'ok' ? id : undefined),
});
