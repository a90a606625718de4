import * as z from 'zod';
import { slackMessageOf } from '../chat/slack-message.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import slack from '../kinds/slack.ts';

const settings = accountSettings(
  'https://slack.com',
  {
    token: text(300),
    room: z
      .string('the id of a channel')
      .regex(/^[CDGUW][A-Z0-9]{5,20}$/, 'the id of a channel')
      .optional(),
  },
  {
    token: secretly({ en: 'Token of the bot', de: 'Token des Bots' }),
    room: {
      title: { en: 'Channel in Slack', de: 'Kanal in Slack' },
      description: { en: 'Its id, for those who have none of their own.', de: 'Seine Kennung, für die ohne eigene.' },
      kind: 'text',
      examples: ['C024BE91L'],
    },
  },
);

/** A bot of Slack: https://docs.slack.dev/reference/methods/chat.postMessage */
export default defineHttpProvider({
  name: 'slack-bot',
  channel: 'slack',
  shows: slack.shows,
  title: { en: 'Slack bot', de: 'Slack-Bot' },
  summary: {
    en: 'A bot of a Slack workspace, with the scope `chat:write`.',
    de: 'Ein Bot eines Slack-Arbeitsbereichs mit dem Recht `chat:write`.',
  },
  idempotent: false,
  settings,
  write: ({ id, to }, _settings, _now, shown) => ({
    path: '/api/chat.postMessage',
    body: {
      channel: to,
      ...slackMessageOf(shown),
      metadata: { event_type: 'kairos_message', event_payload: { delivery: id } },
    },
  }),
  authorize: (call, { token }) => ({ ...call, headers: { authorization: `Bearer ${token}` } }),
  codes: ({ json }) => [fieldOf(json, 'error')],
  verdicts: {
    // One message a second and room.
    ratelimited: 'address-throttled',
    rate_limited: 'address-throttled',
    internal_error: 'transient',
    fatal_error: 'uncertain',
    service_unavailable: 'transient',
    request_timeout: 'uncertain',
    channel_not_found: 'suppress-address',
    user_not_found: 'suppress-address',
    is_archived: 'suppress-address',
    not_in_channel: 'channel-misconfigured',
    account_inactive: 'channel-misconfigured',
    invalid_auth: 'channel-misconfigured',
    not_authed: 'channel-misconfigured',
    token_revoked: 'channel-misconfigured',
    token_expired: 'channel-misconfigured',
    missing_scope: 'channel-misconfigured',
    msg_too_long: 'drop',
    no_text: 'drop',
  },
  accepted: ({ json }) => fieldOf(json, 'ts'),
});
