import type { Position } from '../../triggers/places/contract.ts';
import { CROSSINGS } from './crossings.ts';
import { moveAlong, moveSideways } from './geometry.ts';
import { FAMILY_NAMES, GIVEN_NAMES, GUEST_NAMES } from './names.ts';
import type { Random } from './random.ts';
import { HOME_STREETS, spotsOf } from './spots.ts';

export type Role = 'commuter' | 'student' | 'shopper' | 'retiree' | 'tourist' | 'night-owl';

/** How many of each live through the day. */
export const CAST: Readonly<Record<Role, number>> = {
  commuter: 120,
  student: 42,
  shopper: 34,
  retiree: 16,
  tourist: 24,
  'night-owl': 14,
};

/** The channels by which a person allows offers, or that the shop has not asked yet. */
export type Allows = 'everything' | 'email' | 'in-app' | 'nothing' | 'was never asked' | 'withdraws at noon';

/** One customer of the recorded day, as they are before it begins. */
export interface Person {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly role: Role;
  readonly locale: string;
  /** Where they wake up and where they return to. */
  readonly home: { readonly id: string; readonly position: Position };
  /** Metres per second on foot. */
  readonly pace: number;
  readonly form: 'phone' | 'tablet';
  readonly os: 'ios' | 'android';
  readonly appVersion: string;
  /** Battery when they wake, from 0 to 1, and what an hour out costs. */
  readonly battery: number;
  readonly drainPerHour: number;
  readonly allows: Allows;
  /** Whether the app knows them from the morning on, gets to know them during the day, or never. */
  readonly account: 'signed in' | 'signs in later' | 'none';
  readonly tier: 'gold' | 'silver' | 'basic';
  readonly prefers: 'email' | 'in-app' | undefined;
  /** How they are reached on a phone when they said nothing of mails and the app: the chat that they like. */
  readonly chat: (typeof CHATS)[number] | undefined;
}

const CHATS = ['push', 'sms', 'whatsapp', 'telegram', 'viber'] as const;
const CHAT_SHARE = 0.4;

/** Everybody, the same for the same chance. */
export function createPeople(random: Random): readonly Person[] {
  const people: Person[] = [];
  const taken = new Set<string>();
  for (const [role, count] of Object.entries(CAST) as [Role, number][]) {
    for (let i = 0; i < count; i++) people.push(makePerson(role, random.fork(`${role} ${i}`), taken));
  }
  return people;
}

function makePerson(role: Role, random: Random, taken: Set<string>): Person {
  const guest = role === 'tourist' ? random.pick(GUEST_NAMES) : undefined;
  const [givenName, familyName] = guest?.name ?? [random.pick(GIVEN_NAMES), random.pick(FAMILY_NAMES)];
  const id = freeId(`${plain(givenName)}-${plain(familyName)}`, taken);
  const account = random.happens(role === 'tourist' ? 0.5 : 0.88)
    ? 'signed in'
    : random.happens(0.45)
      ? 'signs in later'
      : 'none';
  return {
    id:
      account === 'none'
        ? `app-${random
            .fork('id')
            .whole(2 ** 28, 2 ** 32 - 1)
            .toString(16)}`
        : id,
    givenName,
    familyName,
    email: `${id}@post.example`,
    role,
    locale: guest?.locale ?? (random.happens(0.94) ? 'de-DE' : 'en-GB'),
    home: role === 'tourist' ? random.pick(spotsOf('hotel')) : homeOf(id, random),
    pace: random.around(role === 'retiree' ? 1.05 : 1.32, 0.09),
    form: random.happens(0.96) ? 'phone' : 'tablet',
    os: random.happens(0.42) ? 'ios' : 'android',
    appVersion: random.pick(['5.2.0', '5.2.0', '5.1.3', '5.1.3', '4.9.1']),
    battery: random.happens(0.85) ? random.between(0.8, 1) : random.between(0.35, 0.7),
    drainPerHour: random.between(0.03, 0.1),
    allows: allowShare(random.next()),
    account,
    tier: random.happens(0.12) ? 'gold' : random.happens(0.3) ? 'silver' : 'basic',
    prefers: random.happens(0.35) ? (random.happens(0.6) ? 'in-app' : 'email') : undefined,
    chat: random.fork('likes a chat').happens(CHAT_SHARE) ? random.fork('which chat').pick(CHATS) : undefined,
  };
}

function allowShare(share: number): Allows {
  if (share < 0.6) return 'everything';
  if (share < 0.7) return 'in-app';
  if (share < 0.79) return 'email';
  if (share < 0.91) return 'was never asked';
  return share < 0.96 ? 'nothing' : 'withdraws at noon';
}

/** A door in a side street, up to 140 m off a street where people live. */
function homeOf(id: string, random: Random): Person['home'] {
  const [from, to] = random.pick(HOME_STREETS.flatMap((street) => Array(street[2]).fill(street) as (typeof street)[]));
  const [a, b] = [from, to].map((crossing) => ({ lat: CROSSINGS[crossing][0], lon: CROSSINGS[crossing][1] }));
  const side = random.happens(0.5) ? 1 : -1;
  const door = moveSideways(moveAlong(a!, b!, random.between(0.05, 0.95)), a!, b!, side * random.between(12, 140));
  return { id: `home of ${id}`, position: door };
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let n = 2; taken.has(id); n++) id = `${wanted}-${n}`;
  taken.add(id);
  return id;
}

/** A name as it stands in an id. */
export function plain(name: string): string {
  const letters: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
  return name
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => letters[letter]!)
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
}
