import * as z from 'zod';
import { shortHash } from '../hash.ts';
import type { CustomerState } from '../state/contract.ts';
import { sayEach } from '../words/say-each.ts';
import type { SignalKind } from './contract.ts';

const PREFIX = 'customer.push.';
/** Phones, tablets and browsers of one person; the one that was said the longest time ago is forgotten first. */
const MOST_DEVICES = 10;

/** A device on which an app or a browser takes push messages. Each device has one token at a time. */
export default {
  name: 'push-token',
  title: { en: 'Device for push', de: 'Gerät für Push' },
  summary: {
    en: 'A device of the customer takes push messages under this token, or no longer. The app says it at each start, and when its holder signs out.',
    de: 'Ein Gerät des Kunden nimmt Push-Nachrichten unter diesem Token an, oder nicht mehr. Die App sagt es bei jedem Start, und wenn sich ihr Nutzer abmeldet.',
  },
  about: 'customer',
  value: sayEach(
    z.strictObject({
      service: z.enum(['fcm', 'apns', 'web-push', 'huawei']),
      token: z.string().regex(/^\S{10,4096}$/),
      deviceId: z
        .string()
        .regex(/^[\w.-]{1,50}$/)
        .optional(),
      removed: z.boolean().optional(),
    }),
    {
      service: {
        title: { en: 'Push service', de: 'Push-Dienst' },
        titles: {
          fcm: { en: 'Firebase Cloud Messaging (Android)', de: 'Firebase Cloud Messaging (für Android)' },
          apns: { en: 'Apple devices', de: 'Apple-Geräte' },
          'web-push': { en: 'Browser', de: 'Browser' },
          huawei: { en: 'Huawei (phones without Google)', de: 'Huawei (Telefone ohne Google)' },
        },
      },
      token: {
        title: { en: 'Push token', de: 'Push-Token' },
        description: {
          en: 'As the service gave it; of a browser `ENDPOINT#P256DH.AUTH`.',
          de: 'Wie der Dienst es gab; von einem Browser `ENDPOINT#P256DH.AUTH`.',
        },
      },
      deviceId: {
        title: { en: 'Device', de: 'Gerät' },
        description: {
          en: 'A new token of the same device takes the place of the old one.',
          de: 'Ein neues Token desselben Geräts tritt an die Stelle des alten.',
        },
      },
      removed: {
        title: { en: 'No longer', de: 'Nicht mehr' },
        description: { en: 'It takes no more messages.', de: 'Es nimmt keine Nachrichten mehr an.' },
      },
    },
  ),
  keeps: {},
  keepsUnder: PREFIX,
  effect(state, { at, value: { service, token, deviceId, removed } }) {
    const device = `${service}:${token}`;
    for (const field of fieldsOf(state)) {
      const known = state.values[field]!;
      if (known.v === device && known.at <= at) delete state.values[field];
    }
    const field = PREFIX + (typeof deviceId === 'string' ? deviceId : shortHash(device));
    if (removed === true || (state.values[field]?.at ?? at) > at) return;
    state.values[field] = { v: device, at, source: 'push-token' };
    const oldestFirst = fieldsOf(state).sort((a, b) => state.values[a]!.at - state.values[b]!.at);
    for (const old of oldestFirst.slice(0, -MOST_DEVICES)) delete state.values[old];
  },
  examples: [
    { value: { service: 'fcm', token: 'dGhpc2lz:APA91bF', deviceId: 'p-81c2' }, ok: true },
    { value: { service: 'apns', token: '0a1b'.repeat(16), removed: true }, ok: true },
    { value: { service: 'pigeon', token: 'dGhpc2lz:APA91bF' }, ok: false },
    { value: { service: 'fcm', token: 'two words here' }, ok: false },
    { value: { service: 'fcm' }, ok: false },
  ],
} satisfies SignalKind;

function fieldsOf({ values }: CustomerState): string[] {
  return Object.keys(values).filter((field) => field.startsWith(PREFIX));
}
