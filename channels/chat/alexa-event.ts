import * as z from 'zod';

/**
 * The events that Alexa can tell of, by the schemas that Amazon publishes (read in November 2026):
 * https://developer.amazon.com/docs/smapi/schemas-for-proactive-events.html
 */
const name = z.string().trim().min(1).max(200);
const time = z.iso.datetime({ offset: true });
const team = z.strictObject({ team: name, score: z.int().min(0).max(10_000) });

const TRASH = [
  'BOTTLES',
  'BULKY',
  'BURNABLE',
  'CANS',
  'CLOTHING',
  'COMPOSTABLE',
  'CRUSHABLE',
  'GARDEN_WASTE',
  'GLASS',
  'HAZARDOUS',
  'HOME_APPLIANCES',
  'KITCHEN_WASTE',
  'LANDFILL',
  'PET_BOTTLES',
  'RECYCLABLE_PLASTICS',
  'WASTE_PAPER',
] as const;

const EVENTS = {
  message: z.strictObject({
    count: z.int().min(1).max(1_000).default(1),
    status: z.enum(['UNREAD', 'FLAGGED']).default('UNREAD'),
    freshness: z.enum(['NEW', 'OVERDUE']).default('NEW'),
    urgency: z.literal('URGENT').optional(),
  }),
  order: z.strictObject({
    status: z.enum([
      'PREORDER_RECEIVED',
      'ORDER_RECEIVED',
      'ORDER_PREPARING',
      'ORDER_SHIPPED',
      'ORDER_OUT_FOR_DELIVERY',
      'ORDER_DELIVERED',
    ]),
    since: time.optional(),
    arrival: time.optional(),
  }),
  occasion: z.strictObject({
    type: z.enum(['RESERVATION_REQUEST', 'RESERVATION', 'APPOINTMENT_REQUEST', 'APPOINTMENT']),
    status: z.enum(['CONFIRMED', 'CANCELED', 'RESCHEDULED', 'REQUESTED', 'CREATED', 'UPDATED']),
    subject: name,
    at: time,
    broker: name.optional(),
  }),
  weather: z.strictObject({ type: z.enum(['TORNADO', 'HURRICANE', 'SNOW_STORM', 'THUNDER_STORM']) }),
  sports: z.strictObject({
    home: team,
    away: team,
    update: z.strictObject({ team: name, scored: z.int().min(1).max(10_000) }).optional(),
  }),
  media: z.strictObject({
    name,
    type: z.enum(['BOOK', 'EPISODE', 'ALBUM', 'SINGLE', 'MOVIE', 'GAME']),
    method: z.enum(['STREAM', 'AIR', 'RELEASE', 'PREMIERE', 'DROP']),
    at: time,
  }),
  trash: z.strictObject({
    types: z.array(z.enum(TRASH)).min(1).max(TRASH.length),
    day: z.enum(['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']),
  }),
  game: z.strictObject({
    name,
    offer: z.enum(['MATCH', 'REMATCH', 'GAME']),
    invite: z.enum(['CHALLENGE', 'INVITE']),
    relationship: z.enum(['FRIEND', 'CONTACT']),
  }),
};
type Events = { readonly [Kind in keyof typeof EVENTS]: z.infer<(typeof EVENTS)[Kind]> };
type Written = { readonly [Kind in keyof Events]: { readonly kind: Kind; readonly said: Events[Kind] } }[keyof Events];

const KINDS = Object.keys(EVENTS) as (keyof typeof EVENTS)[];

/** What the slot of an event may say. */
export const ALEXA_EVENT_EXPECTED = `a map with one of ${KINDS.join(', ')}, and what Alexa’s schema of it has`;

/** Reads an event from a slot; undefined: it breaks Alexa's schema of it. A slot that is empty is a message. */
export function readAlexaEvent(text: string | undefined): Written | undefined {
  if (text === undefined || text.trim() === '') return { kind: 'message', said: EVENTS.message.parse({}) };
  let map: unknown;
  try {
    map = JSON.parse(text);
  } catch {
    return undefined;
  }
  const entries = typeof map === 'object' && map !== null && !Array.isArray(map) ? Object.entries(map) : [];
  const [entry] = entries;
  const kind = KINDS.find((one) => one === entry?.[0]);
  if (entries.length !== 1 || kind === undefined) return undefined;
  const { success, data } = EVENTS[kind].safeParse(entry![1]);
  return success ? ({ kind, said: data } as Written) : undefined;
}

/** An event as Alexa takes it. `words` are those that it says in the listener's language. */
interface AlexaEvent {
  readonly name: string;
  readonly payload: object;
  readonly words: Readonly<Record<string, string>>;
}

/** Writes an event of somebody: the sender, seller, provider, source or league. */
export function writeAlexaEvent(written: Written, from: string): AlexaEvent {
  const { name: known, payload, words = {} } = WRITERS[written.kind](written.said as never, from);
  return { name: `AMAZON.${known}`, payload, words };
}

type Writer<Said> = (said: Said, from: string) => Pick<AlexaEvent, 'name' | 'payload'> & Partial<AlexaEvent>;

/** Names that Alexa looks up by the listener's language. */
const worded = (word: string) => ({ name: `localizedattribute:${word}` });

const WRITERS: { readonly [Kind in keyof Events]: Writer<Events[Kind]> } = {
  message: ({ status, freshness, count, urgency }, from) => ({
    name: 'MessageAlert.Activated',
    payload: {
      state: { status, freshness },
      messageGroup: { creator: { name: from }, count, ...(urgency && { urgency }) },
    },
  }),
  order: ({ status, since, arrival }, from) => ({
    name: 'OrderStatus.Updated',
    payload: {
      state: {
        status,
        ...(since && { enterTimestamp: since }),
        ...(arrival && { deliveryDetails: { expectedArrival: arrival } }),
      },
      order: { seller: worded('sellerName') },
    },
    words: { sellerName: from },
  }),
  occasion: ({ type, status, subject, at, broker }, from) => ({
    name: 'Occasion.Updated',
    payload: {
      state: { confirmationStatus: status },
      occasion: {
        ...{ occasionType: type, subject: worded('subject').name, provider: worded('providerName'), bookingTime: at },
        ...(broker !== undefined && { broker: worded('brokerName') }),
      },
    },
    words: { subject, providerName: from, ...(broker !== undefined && { brokerName: broker }) },
  }),
  weather: ({ type }, from) => ({
    name: 'WeatherAlert.Activated',
    payload: { weatherAlert: { source: worded('source').name, alertType: type } },
    words: { source: from },
  }),
  sports: ({ home, away, update }, from) => ({
    name: 'SportsEvent.Updated',
    payload: {
      ...(update && { update: { scoreEarned: update.scored, teamName: update.team } }),
      sportsEvent: {
        eventLeague: worded('eventLeagueName'),
        homeTeamStatistic: { team: { name: home.team }, score: home.score },
        awayTeamStatistic: { team: { name: away.team }, score: away.score },
      },
    },
    words: { eventLeagueName: from },
  }),
  media: ({ name: title, type, method, at }, from) => ({
    name: 'MediaContent.Available',
    payload: {
      availability: { startTime: at, provider: worded('providerName'), method },
      content: { ...worded('contentName'), contentType: type },
    },
    words: { providerName: from, contentName: title },
  }),
  trash: ({ types, day }) => ({
    name: 'TrashCollectionAlert.Activated',
    payload: { alert: { garbageTypes: types, collectionDayOfWeek: day } },
  }),
  game: ({ name: title, offer, invite, relationship }, from) => ({
    name: 'SocialGameInvite.Available',
    payload: {
      invite: { inviter: { name: from }, relationshipToInvitee: relationship, inviteType: invite },
      game: { offer, ...worded('gameName') },
    },
    words: { gameName: title },
  }),
};
