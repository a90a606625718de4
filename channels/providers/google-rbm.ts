import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type RcsReach, readRcsReach } from '../chat/rcs-reach.ts';
import type { Button, Card, Shown } from '../content/contract.ts';
import { RBM_HOOKS } from '../hooks/google-rbm.ts';
import { Unsendable } from '../http/contract.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { GOOGLE_SETTINGS, GOOGLE_WORDS, googleToken } from '../http/google-token.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import { uuidOf } from '../http/uuid-of.ts';
import rcs from '../kinds/rcs.ts';
import { SMS_SETTINGS, SMS_WORDS } from '../sms/settings.ts';

const TRAFFIC = ['PROMOTION', 'TRANSACTION', 'SERVICEREQUEST'] as const;

const settings = accountSettings(
  'https://rcsbusinessmessaging.googleapis.com',
  {
    agent: text(200),
    traffic: z.enum(TRAFFIC, `one of ${TRAFFIC.join(', ')}`).default('PROMOTION'),
    hookToken: text().optional(),
    reachHours: z.number().min(0).max(168).default(24),
    country: SMS_SETTINGS.country,
    ...GOOGLE_SETTINGS,
  },
  {
    agent: { title: { en: 'Agent', de: 'Agent-Kennung' }, kind: 'text' },
    traffic: {
      title: { en: 'Kind of messages', de: 'Art der Nachrichten' },
      titles: {
        PROMOTION: { en: 'Advertising', de: 'Werbung' },
        TRANSACTION: { en: 'About an order', de: 'Zu einem Vorgang' },
        SERVICEREQUEST: { en: 'Answers to requests', de: 'Antworten auf Anfragen' },
      },
    },
    reachHours: {
      title: { en: 'How long it is believed who has RCS', de: 'Wie lange gilt, wer RCS hat' },
      description: {
        en: 'It is asked before the first message to a number. 0: it is not asked.',
        de: 'Vor der ersten Nachricht an eine Nummer wird gefragt. 0: Es wird nicht gefragt.',
      },
      unit: 'h',
    },
    hookToken: secretly({ en: 'Token of hooks', de: 'Token der Rückrufe' }),
    country: SMS_WORDS.country,
    ...GOOGLE_WORDS,
  },
);

/** RCS for Business: https://developers.google.com/business-communications/rcs-business-messaging/reference/rest */
export default defineHttpProvider({
  name: 'google-rbm',
  channel: 'rcs',
  title: { en: 'Google RCS for Business', de: 'Google RCS for Business' },
  summary: {
    en: 'An agent of Google’s RCS for Business; it recognises a message that comes again.',
    de: 'Ein Agent von Googles RCS for Business; er erkennt eine Nachricht wieder, die noch einmal kommt.',
  },
  idempotent: true,
  hooks: RBM_HOOKS,
  shows: rcs.shows,
  settings,
  write({ id, to, expiresAt }, { agent, traffic }, _now, shown) {
    const query = new URLSearchParams({ messageId: uuidOf(id), agentId: agent });
    return {
      path: `/v1/phones/${to}/agentMessages?${query}`,
      body: {
        contentMessage: contentOf(shown),
        messageTrafficType: traffic,
        expireTime: new Date(expiresAt).toISOString(),
      },
    };
  },
  async before({ to }, { agent, reachHours }, { ask, remembered, now }) {
    if (reachHours === 0) return undefined;
    let reach = remembered.get(uuidOf(to), now) as RcsReach | undefined;
    if (!reach) {
      const query = new URLSearchParams({ requestId: randomUUID(), agentId: agent });
      reach = readRcsReach(await ask({ method: 'GET', path: `/v1/phones/${to}/capabilities?${query}` }), rcs.shows);
      if (!reach) return undefined;
      remembered.set(uuidOf(to), reach, now + reachHours * HOUR_MS);
    }
    if ('isUnreachable' in reach) throw new Unsendable('this phone is not reached by RCS', 'not-reachable');
    return reach.shows;
  },
  // What was delivered already stays with its reader.
  revoke: (name, { agent }) => ({ method: 'DELETE', path: `/v1/${name}?${new URLSearchParams({ agentId: agent })}` }),
  token: (account, ask, now) => googleToken(account, 'https://www.googleapis.com/auth/rcsbusinessmessaging', ask, now),
  // Who is not to be reached by RCS has a phone all the same.
  verdicts: { 'HTTP 404': 'fallback-channel' },
  accepted: ({ json }) => fieldOf(json, 'name'),
});

const HOUR_MS = 3_600_000;

function contentOf({ text: words, pictures: [picture], buttons, replies, gallery }: Shown): object {
  const offered = replies.map((reply) => ({ reply: { text: reply.slice(0, 25), postbackData: reply } }));
  const suggestions = [...buttons.map(suggestionOf), ...offered];
  const more = suggestions.length > 0 && { suggestions };
  const own = { ...(picture && { media: mediaOf(picture.url) }), ...(words && { description: words }) };
  if (gallery.length > 0) {
    const cardContents = [...(Object.keys(own).length > 0 ? [own] : []), ...gallery.map(cardOf)];
    return { richCard: { carouselCard: { cardWidth: 'MEDIUM', cardContents } }, ...more };
  }
  if (!picture) return { text: words, ...more };
  return { richCard: { standaloneCard: { cardOrientation: 'VERTICAL', cardContent: own } }, ...more };
}

function suggestionOf({ label, kind, value }: Button): object {
  const about = { text: label, postbackData: value.slice(0, 2_048) };
  if (kind === 'reply') return { reply: about };
  const act = kind === 'call' ? { dialAction: { phoneNumber: value } } : { openUrlAction: { url: value } };
  return { action: { ...about, ...act } };
}

function cardOf({ title, text: words, picture, buttons }: Card): object {
  return {
    title,
    ...(words !== undefined && { description: words }),
    ...(picture !== undefined && { media: mediaOf(picture) }),
    ...(buttons.length > 0 && { suggestions: buttons.map(suggestionOf) }),
  };
}

function mediaOf(fileUrl: string): object {
  return { height: 'MEDIUM', contentInfo: { fileUrl } };
}
