import * as z from 'zod';
import type { Shown } from '../content/contract.ts';
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
      text: escapeMarks(shown.text),
      ...blocksOf(shown),
      metadata: { event_type: 'kairos_message', event_payload: { delivery: id } },
    },
  }),
  authorize: (call, { token }) => ({ ...call, headers: { authorization: `Bearer ${token}` } }),
  codes: ({ json }) => [fieldOf(json, 'error')],
  verdicts: {
    ratelimited: 'throttled',
    rate_limited: 'throttled',
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

const LONGEST_SECTION = 3_000;

/** Blocks where there is more than text; the text beside them is for notifications. */
function blocksOf({ text: words, pictures, buttons }: Shown): object {
  if ((pictures.length === 0 && buttons.length === 0) || words.length > LONGEST_SECTION) return {};
  const elements = buttons.map(({ label, value }) => ({
    ...{ type: 'button', text: { type: 'plain_text', text: label }, url: value },
  }));
  return {
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: escapeMarks(words) } },
      ...pictures.map(({ url, text: about = '…' }) => ({ type: 'image', image_url: url, alt_text: about })),
      ...(elements.length > 0 ? [{ type: 'actions', elements }] : []),
    ],
  };
}

/** What a customer is called must not mention anybody: Slack reads `<!channel>` as that. */
function escapeMarks(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
