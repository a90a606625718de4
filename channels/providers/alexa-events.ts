import { ALEXA_EVENT_EXPECTED, readAlexaEvent, writeAlexaEvent } from '../chat/alexa-event.ts';
import { CLIENT_SETTINGS, CLIENT_WORDS, clientToken } from '../http/client-token.ts';
import { Unsendable } from '../http/contract.ts';
import { defineHttpProvider } from '../http/define.ts';
import { accountSettings, text } from '../http/settings.ts';

const settings = accountSettings(
  'https://api.eu.amazonalexa.com',
  { stage: text(100).default('/v1/proactiveEvents/'), ...CLIENT_SETTINGS('https://api.amazon.com/auth/o2/token') },
  {
    stage: {
      title: { en: 'Stage', de: 'Stufe' },
      description: {
        en: '/v1/proactiveEvents/stages/development for a skill that is not live.',
        de: '/v1/proactiveEvents/stages/development für einen Skill, der nicht live ist.',
      },
      kind: 'text',
    },
    ...CLIENT_WORDS,
  },
);

const SCOPE = 'alexa::proactive_events';
/** An event lives at least five minutes and at most a day. */
const [SHORTEST_MS, LONGEST_MS] = [5 * 60_000, 24 * 3_600_000];

/** Proactive events of Alexa: https://developer.amazon.com/en-US/docs/alexa/smapi/proactive-events-api.html */
export default defineHttpProvider({
  name: 'alexa-events',
  channel: 'alexa',
  title: { en: 'Alexa proactive events', de: 'Proaktive Ereignisse von Alexa' },
  summary: {
    en: 'A skill of Alexa; `url` is https://api.amazonalexa.com for North America, https://api.fe.amazonalexa.com for the Far East.',
    de: 'Ein Skill von Alexa; `url` ist https://api.amazonalexa.com für Nordamerika, https://api.fe.amazonalexa.com für den Fernen Osten.',
  },
  idempotent: true,
  settings,
  write({ id, to, message, expiresAt }, { stage }, now) {
    const written = readAlexaEvent(message.event);
    if (!written) throw new Unsendable(`event: must be ${ALEXA_EVENT_EXPECTED}`);
    const { name, payload, words } = writeAlexaEvent(written, message.from ?? '');
    const hasWords = Object.keys(words).length > 0;
    const body = {
      timestamp: new Date(now).toISOString(),
      // The same event twice is one.
      referenceId: id.slice(0, 100),
      expiryTime: new Date(now + Math.min(Math.max(expiresAt - now, SHORTEST_MS), LONGEST_MS)).toISOString(),
      event: { name, payload },
      localizedAttributes: hasWords ? [{ locale: alexaLocale(message.language), ...words }] : [],
      relevantAudience: { type: 'Unicast', payload: { user: to } },
    };
    return { path: stage, body };
  },
  token: (account, ask) => clientToken(account, ask, SCOPE),
  // A live skill may say only so much.
  verdicts: { 'HTTP 432': 'throttled', 'HTTP 409': 'accepted' },
  accepted: ({ status }, { id }) => (status === 202 ? id : undefined),
});

/** The locale that Alexa has for a language alone; most are written as its own country's. */
const COUNTRIES: Readonly<Record<string, string>> = { en: 'US', pt: 'BR', ja: 'JP', hi: 'IN', ar: 'SA' };

function alexaLocale(language: string | undefined): string {
  const [spoken = 'en', country] = (language ?? 'en').trim().split(/[-_]/);
  const lower = spoken.toLowerCase();
  return `${lower}-${(country ?? COUNTRIES[lower] ?? lower).toUpperCase()}`;
}
