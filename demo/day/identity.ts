import { createHash } from 'node:crypto';
import { type Happening, MINUTE_MS } from './happening.ts';
import type { Allows, Person } from './people.ts';
import type { Random } from './random.ts';

/** The ids under which the shop knows a person over the day. */
export interface Identity {
  /** The id that their signals carry at a time. */
  idAt(at: number): string;
  readonly said: readonly Happening[];
}

const WORDS: Readonly<Record<Allows, readonly { readonly channel: string; readonly granted: boolean }[]>> = {
  everything: [{ channel: '*', granted: true }],
  email: [{ channel: 'email', granted: true }],
  'in-app': [{ channel: 'in-app', granted: true }],
  nothing: [{ channel: '*', granted: false }],
  'was never asked': [],
  'withdraws at noon': [{ channel: '*', granted: true }],
};

/** Signs people in, asks them, and lets some change their mind. */
export function identityOf(
  person: Person,
  { wakesAt, noon }: { readonly wakesAt: number; readonly noon: number },
  random: Random,
): Identity {
  const said: Happening[] = [];
  const anonymousId = `app-${random.whole(2 ** 28, 2 ** 32 - 1).toString(16)}`;
  const signsInAt =
    person.account === 'signs in later' ? Math.round(noon + random.between(-150, 420) * MINUTE_MS) : wakesAt;
  const ask = (at: number) => {
    for (const word of WORDS[person.allows]) {
      said.push({ kind: 'consent', at, value: { ...word, purpose: '*', source: 'sign-up' } });
    }
  };
  if (person.account === 'none') {
    if (person.allows === 'everything') {
      said.push({
        kind: 'consent',
        at: wakesAt,
        value: { channel: 'in-app', purpose: '*', granted: true, source: 'app' },
      });
    }
    return { idAt: () => person.id, said };
  }
  const isLater = signsInAt > wakesAt;
  said.push({
    kind: 'identify',
    at: signsInAt,
    value: {
      traits: {
        name: `${person.givenName} ${person.familyName}`,
        firstName: person.givenName,
        email: person.email,
        locale: person.locale,
        tier: person.tier,
        ...(person.prefers ? { preferredChannel: person.prefers } : reachOf(person)),
      },
      ...(isLater && { anonymousId }),
    },
  });
  if (!person.prefers && person.chat === 'push') {
    said.push({ kind: 'push-token', at: signsInAt, value: { service: 'fcm', token: `fcm-token-of-${person.id}` } });
  }
  ask(signsInAt + 1);
  if (person.allows === 'withdraws at noon') {
    said.push({
      kind: 'consent',
      at: Math.max(Math.round(noon + random.between(0, 40) * MINUTE_MS), signsInAt + 2),
      value: { channel: '*', purpose: 'offers', granted: false, source: 'settings page' },
    });
  }
  return { idAt: (at) => (at < signsInAt && isLater ? anonymousId : person.id), said };
}

/** The chat that somebody likes, and where they are there. */
function reachOf({ id, chat }: Person): Readonly<Record<string, string>> {
  if (chat === undefined) return {};
  const hash = createHash('sha256').update(id).digest();
  const digits = String(hash.readUInt32BE(0) % 10 ** 8).padStart(8, '0');
  const address = {
    ...{ push: {}, sms: { phone: `+49151${digits}` }, whatsapp: { phone: `+49151${digits}` } },
    ...{ telegram: { telegramId: digits }, viber: { viberId: hash.subarray(4, 20).toString('base64') } },
  };
  return { preferredChannel: chat, ...address[chat] };
}
