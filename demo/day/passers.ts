import type { RecordedSignal } from '../../sdk/protocol.ts';
import type { Place } from '../../triggers/places/contract.ts';
import { movePosition } from './geometry.ts';
import { type Happening, HOUR_MS, MINUTE_MS, roundMs } from './happening.ts';
import { FAMILY_NAMES, GIVEN_NAMES } from './names.ts';
import { plain } from './people.ts';
import type { Random } from './random.ts';
import { GOODS, sumPrices } from './shopping.ts';

/** How many pass through the day. */
const PASSERS = 640;
/** From where one comes and whither one goes, and how long the way takes. */
const AWAY_METRES = 280;
const WAY_MS = 4 * MINUTE_MS;
/** The shares of them who reach a station in the morning, and who order of their own accord after each of the two. */
const STATION_SHARE = 0.7;
const ORDERS_SHARE = 0.13;

/**
 * Returns the signals of passers: customers of whom the day has two moments only, a station in the morning and a shop
 * with a cart left behind. The people of the day are too few for a control group; these are many, and quick to play.
 */
export function passersOf(places: Iterable<Place>, midnight: number, random: Random): readonly RecordedSignal[] {
  const all = [...places];
  const tagged = (tag: string) => all.filter(({ tags }) => tags.includes(tag));
  const [stations, stores] = [tagged('station'), tagged('store')];
  if (stores.length === 0) return [];
  return Array.from({ length: PASSERS }, (_, i) => {
    const mine = random.fork(`passer ${i}`);
    const [first, last] = [mine.pick(GIVEN_NAMES), mine.pick(FAMILY_NAMES)];
    const customer = `${plain(first)}-${plain(last)}-w${i}`;
    const wakesAt = midnight + mine.between(5.5, 6.4) * HOUR_MS;
    const happenings = [
      ...signIn(first, last, customer, wakesAt, mine.fork('account')),
      ...(stations.length > 0 && mine.happens(STATION_SHARE)
        ? commute(mine.pick(stations), midnight + mine.between(6.7, 9.2) * HOUR_MS, mine.fork('station'))
        : []),
      ...shop(customer, mine.pick(stores), midnight, mine.fork('shop')),
    ].sort((a, b) => a.at - b.at);
    return happenings.map(
      ({ kind, at, value }, n): RecordedSignal => ({
        id: `${customer}.${n}`,
        kind,
        at: Math.round(at),
        customer,
        value,
      }),
    );
  }).flat();
}

function signIn(first: string, last: string, customer: string, at: number, random: Random): readonly Happening[] {
  const tier = random.happens(0.3) ? 'silver' : 'basic';
  const traits = {
    name: `${first} ${last}`,
    firstName: first,
    email: `${customer}@post.example`,
    locale: 'de-DE',
    tier,
  };
  return [
    { kind: 'identify', at, value: { traits } },
    { kind: 'consent', at: at + 1, value: { channel: '*', purpose: '*', granted: true, source: 'sign-up' } },
  ];
}

function commute(station: Place, at: number, random: Random): readonly Happening[] {
  return [...visit(station, at, 3 * MINUTE_MS, random), ...orderNow(at + random.between(10, 90) * MINUTE_MS, random)];
}

/** A cart that is filled at noon and left, and a visit to a shop in the afternoon. */
function shop(customer: string, store: Place, midnight: number, random: Random): readonly Happening[] {
  const filledAt = midnight + random.between(11.2, 13.8) * HOUR_MS;
  const arrivesAt = midnight + random.between(14.4, 18.2) * HOUR_MS;
  const items = [random.pick(DEAR), random.pick(DEAR)].map((good) => ({ ...good, quantity: 1 }));
  const cart = { id: `cart-${customer}`, currency: 'EUR', items, value: sumPrices(items), stage: 'filling' };
  return [
    { kind: 'cart', at: filledAt, value: cart },
    ...visit(store, arrivesAt, random.between(5, 12) * MINUTE_MS, random),
    ...orderNow(arrivesAt + random.between(6, 50) * MINUTE_MS, random),
  ];
}

const DEAR = GOODS.filter(({ price }) => price >= 14 && price < 30);

/** The way to the middle of a place and on. */
function visit(place: Place, at: number, stayMs: number, random: Random): readonly Happening[] {
  const angle = random.between(0, 2 * Math.PI);
  const fix = (when: number, metres: number): Happening => {
    const { lat, lon } = movePosition(place.centre, Math.cos(angle) * metres, Math.sin(angle) * metres);
    const accuracyMetres = roundMs(random.between(5, 12), 1);
    const value = { lat: roundMs(lat, 6), lon: roundMs(lon, 6), accuracyMetres, source: 'gps' };
    return { kind: 'location', at: when, value };
  };
  const leavesAt = at + stayMs;
  return [fix(at - WAY_MS, AWAY_METRES), fix(at, 4), fix(leavesAt, 2), fix(leavesAt + WAY_MS, -AWAY_METRES)];
}

function orderNow(at: number, random: Random): readonly Happening[] {
  if (!random.happens(ORDERS_SHARE)) return [];
  const total = roundMs(random.between(15, 36), 2);
  return [{ kind: 'event', at, value: { name: 'order-completed', properties: { total } } }];
}
