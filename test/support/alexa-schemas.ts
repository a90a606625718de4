import { strict as assert } from 'node:assert';
import { Ajv } from 'ajv';

const text = { type: 'string', minLength: 1 };
const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(Z|[+-]\\d\\d:\\d\\d)$' };
const whole = { type: 'integer', minimum: 0 };
const oneOf = (...words: readonly string[]) => ({ enum: words });
const worded = (word: string) => ({ const: `localizedattribute:${word}` });
const object = (members: Readonly<Record<string, object>>, optional: readonly string[] = []) => ({
  type: 'object',
  properties: members,
  required: Object.keys(members).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const named = (name: object) => object({ name });
const statistic = object({ team: named(text), score: whole });

/**
 * The payloads of Alexa's proactive events, written after the public page of schemas and the types of Amazon's SDK, and
 * apart from what writes them: https://developer.amazon.com/docs/smapi/schemas-for-proactive-events.html
 */
const PAYLOADS: Readonly<Record<string, object>> = {
  'AMAZON.WeatherAlert.Activated': object({
    weatherAlert: object(
      { source: worded('source'), alertType: oneOf('TORNADO', 'HURRICANE', 'SNOW_STORM', 'THUNDER_STORM') },
      ['source'],
    ),
  }),
  'AMAZON.SportsEvent.Updated': object(
    {
      update: object({ scoreEarned: whole, teamName: text }),
      sportsEvent: object({
        eventLeague: named(worded('eventLeagueName')),
        homeTeamStatistic: statistic,
        awayTeamStatistic: statistic,
      }),
    },
    ['update'],
  ),
  'AMAZON.MessageAlert.Activated': object({
    state: object({ status: oneOf('UNREAD', 'FLAGGED'), freshness: oneOf('NEW', 'OVERDUE') }, ['freshness']),
    messageGroup: object({ creator: named(text), count: whole, urgency: oneOf('URGENT') }, ['urgency']),
  }),
  'AMAZON.OrderStatus.Updated': object({
    state: object(
      {
        status: oneOf(
          ...['PREORDER_RECEIVED', 'ORDER_RECEIVED', 'ORDER_PREPARING', 'ORDER_SHIPPED'],
          ...['ORDER_OUT_FOR_DELIVERY', 'ORDER_DELIVERED'],
        ),
        enterTimestamp: time,
        deliveryDetails: object({ expectedArrival: time }),
      },
      ['enterTimestamp', 'deliveryDetails'],
    ),
    order: object({ seller: named(worded('sellerName')) }),
  }),
  'AMAZON.Occasion.Updated': object({
    state: object({
      confirmationStatus: oneOf('CONFIRMED', 'CANCELED', 'RESCHEDULED', 'REQUESTED', 'CREATED', 'UPDATED'),
    }),
    occasion: object(
      {
        occasionType: oneOf('RESERVATION_REQUEST', 'RESERVATION', 'APPOINTMENT_REQUEST', 'APPOINTMENT'),
        subject: worded('subject'),
        provider: named(worded('providerName')),
        bookingTime: time,
        broker: named(worded('brokerName')),
      },
      ['broker'],
    ),
  }),
  'AMAZON.TrashCollectionAlert.Activated': object({
    alert: object({
      garbageTypes: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^[A-Z_]+$' } },
      collectionDayOfWeek: oneOf(...['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']),
    }),
  }),
  'AMAZON.MediaContent.Available': object({
    availability: object(
      {
        startTime: time,
        provider: named(worded('providerName')),
        method: oneOf('STREAM', 'AIR', 'RELEASE', 'PREMIERE', 'DROP'),
      },
      ['provider'],
    ),
    content: object({
      name: worded('contentName'),
      contentType: oneOf('BOOK', 'EPISODE', 'ALBUM', 'SINGLE', 'MOVIE', 'GAME'),
    }),
  }),
  'AMAZON.SocialGameInvite.Available': object({
    invite: object({
      inviter: named(text),
      relationshipToInvitee: oneOf('FRIEND', 'CONTACT'),
      inviteType: oneOf('CHALLENGE', 'INVITE'),
    }),
    game: object({ offer: oneOf('MATCH', 'REMATCH', 'GAME'), name: worded('gameName') }),
  }),
};

const ajv = new Ajv();

/** The names of the events that there are. */
export const ALEXA_EVENTS = Object.keys(PAYLOADS);

/** Throws where an event breaks the schema of its name. */
export function expectAlexaEvent(event: unknown): void {
  const { name = '', payload } = event as { readonly name?: string; readonly payload?: unknown };
  const schema = PAYLOADS[name];
  assert.ok(schema, `there is no event ${name}`);
  const isRight = ajv.validate(schema, payload);
  assert.ok(isRight, `${name}: ${ajv.errorsText()}`);
}
