import { expect, test } from 'vitest';
import { ALEXA_EVENTS, expectAlexaEvent } from '../../test/support/alexa-schemas.ts';
import { readAlexaEvent, writeAlexaEvent } from './alexa-event.ts';

const AT = '2026-12-01T10:00:00Z';
const SIDE = (team: string) => ({ team, score: 1 });

const WRITTEN: readonly (readonly [string, object, object])[] = [
  ['AMAZON.MessageAlert.Activated', { message: { count: 3, urgency: 'URGENT' } }, {}],
  [
    'AMAZON.OrderStatus.Updated',
    { order: { status: 'ORDER_SHIPPED', since: AT, arrival: AT } },
    { sellerName: 'Shop' },
  ],
  [
    'AMAZON.Occasion.Updated',
    { occasion: { type: 'APPOINTMENT', status: 'CONFIRMED', subject: 'Fitting', at: AT, broker: 'Booker' } },
    { subject: 'Fitting', providerName: 'Shop', brokerName: 'Booker' },
  ],
  ['AMAZON.WeatherAlert.Activated', { weather: { type: 'SNOW_STORM' } }, { source: 'Shop' }],
  [
    'AMAZON.SportsEvent.Updated',
    { sports: { home: SIDE('A'), away: SIDE('B'), update: { team: 'A', scored: 1 } } },
    { eventLeagueName: 'Shop' },
  ],
  [
    'AMAZON.MediaContent.Available',
    { media: { name: 'New CD', type: 'ALBUM', method: 'RELEASE', at: AT } },
    { providerName: 'Shop', contentName: 'New CD' },
  ],
  ['AMAZON.TrashCollectionAlert.Activated', { trash: { types: ['GLASS', 'WASTE_PAPER'], day: 'MONDAY' } }, {}],
  [
    'AMAZON.SocialGameInvite.Available',
    { game: { name: 'Chess', offer: 'REMATCH', invite: 'CHALLENGE', relationship: 'FRIEND' } },
    { gameName: 'Chess' },
  ],
];

test.each(WRITTEN)('%s is written by its schema', (name, said, words) => {
  const event = writeAlexaEvent(readAlexaEvent(JSON.stringify(said))!, 'Shop');
  expect(event).toMatchObject({ name, words });
  expectAlexaEvent({ name: event.name, payload: event.payload });
});

test('every event of the schemas is written', () => {
  expect(WRITTEN.map(([name]) => name).toSorted()).toEqual(ALEXA_EVENTS.toSorted());
});

test.each([undefined, '', ' '])('a slot that is %j is a message that waits', (text) => {
  const event = writeAlexaEvent(readAlexaEvent(text)!, 'Shop');
  expect(event.payload).toEqual({
    state: { status: 'UNREAD', freshness: 'NEW' },
    messageGroup: { creator: { name: 'Shop' }, count: 1 },
  });
});

test.each([
  'order',
  '[]',
  '{}',
  '{"parcel":{}}',
  '{"order":{"status":"LOST"}}',
  '{"order":{"status":"ORDER_SHIPPED","text":"Buy more"}}',
  '{"order":{"status":"ORDER_SHIPPED"},"message":{}}',
  '{"occasion":{"type":"APPOINTMENT","status":"CONFIRMED","subject":"Fitting","at":"tomorrow"}}',
  '{"trash":{"types":[],"day":"MONDAY"}}',
])('%s is none of Alexa’s events', (text) => {
  expect(readAlexaEvent(text)).toBeUndefined();
});
