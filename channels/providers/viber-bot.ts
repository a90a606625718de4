import { VIBER_HOOKS } from '../hooks/viber.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import viber from '../kinds/viber.ts';

const settings = accountSettings(
  'https://chatapi.viber.com',
  { token: text(200), from: text(28) },
  {
    token: secretly({ en: 'Token of the bot', de: 'Token des Bots' }),
    from: { title: { en: 'Name of the sender', de: 'Name des Absenders' }, kind: 'text' },
  },
);

/** A bot of Viber: https://developers.viber.com/docs/api/rest-bot-api/#send-message */
export default defineHttpProvider({
  name: 'viber-bot',
  channel: 'viber',
  shows: viber.shows,
  title: { en: 'Viber bot', de: 'Viber-Bot' },
  summary: {
    en: 'A bot of Viber, on commercial terms.',
    de: 'Ein Bot von Viber zu kommerziellen Bedingungen.',
  },
  idempotent: false,
  hooks: VIBER_HOOKS,
  settings,
  write: ({ id, to }, { from }, _now, shown) => ({
    path: '/pa/send_message',
    body: {
      receiver: to,
      type: 'text',
      sender: { name: from },
      text: shown.text,
      tracking_data: id,
      min_api_version: 1,
    },
  }),
  authorize: (call, { token }) => ({ ...call, headers: { 'x-viber-auth-token': token } }),
  // The status of HTTP is always 200.
  codes: ({ json }) => [fieldOf(json, 'status') === '0' ? undefined : fieldOf(json, 'status')],
  verdicts: {
    1: 'channel-misconfigured',
    2: 'channel-misconfigured',
    3: 'drop',
    4: 'drop',
    5: 'suppress-address',
    6: 'suppress-address',
    7: 'channel-misconfigured',
    8: 'channel-misconfigured',
    9: 'channel-misconfigured',
    10: 'channel-misconfigured',
    11: 'suppress-address',
    12: 'throttled',
    13: 'drop',
    14: 'drop',
    15: 'channel-misconfigured',
    21: 'suppress-address',
  },
  // A token has more digits than a number can hold.
  accepted: ({ json, text: said }) =>
    fieldOf(json, 'status') === '0' ? /"message_token"\s*:\s*"?(\d+)/.exec(said)?.[1] : undefined,
});
