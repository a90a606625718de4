import type { RecordedSignal } from '../../sdk/protocol.ts';
import type { Place } from '../../triggers/places/contract.ts';
import { createCity } from './city.ts';
import { fixesOf } from './fixes.ts';
import { type Happening, HOUR_MS, MINUTE_MS } from './happening.ts';
import { identityOf } from './identity.ts';
import { type Stretch, travel } from './journey.ts';
import { passersOf } from './passers.ts';
import { createPeople, type Person } from './people.ts';
import { phoneOf } from './phone.ts';
import { planDay } from './plans.ts';
import { createRandom } from './random.ts';
import { shoppingOf } from './shopping.ts';
import { weatherOf } from './weather.ts';

/** Thursday, 22 October 2026, midnight in Leipzig. */
export const MIDNIGHT = Date.parse('2026-10-22T00:00:00+02:00');
/** The last are home by then. */
export const LAST_HOME = MIDNIGHT + 27.5 * HOUR_MS;
/** The weather goes on until the next morning, so that whatever waited over the night is decided too. */
const LAST_REPORT_MINUTES = 34 * 60;

/** One customer's day, as it was and as it was told. */
export interface Life {
  readonly person: Person;
  readonly stretches: readonly Stretch[];
  readonly signals: readonly RecordedSignal[];
}

/** A recorded day. */
export interface Day {
  readonly lives: readonly Life[];
  /** The signals of customers who only pass through. */
  readonly passers: readonly RecordedSignal[];
  /** Every signal of everybody and of the weather, by time. */
  readonly signals: readonly RecordedSignal[];
}

/**
 * Makes the recorded day of a city full of customers: the same seed and places give the same day, to the last digit. It
 * is made and not kept as a file because its people visit the shops of the workspace, wherever these are today.
 */
export function createDay(seed: string, places: Iterable<Place>): Day {
  const random = createRandom(seed);
  const people = createPeople(random.fork('people'));
  const known = [...places];
  const city = createCity(known, people);
  const lives = people.map((person) => live(person));
  const weather = toSignals('weather', weatherOf(MIDNIGHT, LAST_REPORT_MINUTES, random.fork('weather')), () => '');
  const passers = passersOf(known, MIDNIGHT, random.fork('passers'));
  const signals = [...weather, ...passers, ...lives.flatMap((life) => life.signals)].sort((a, b) => a.at - b.at);
  return { lives, passers, signals };

  function live(person: Person): Life {
    const mine = random.fork(`life of ${person.email}`);
    const visits = planDay(person, city, mine.fork('plan'));
    const span = { midnight: MIDNIGHT, until: LAST_HOME };
    const stretches = travel(person, visits, city, span, mine.fork('travel'));
    const leaves = stretches[0]!.to;
    const wakesAt = Math.round(leaves - mine.between(25, 75) * MINUTE_MS);
    const bedtime = MIDNIGHT + mine.around(22.75, 0.5) * HOUR_MS;
    const sleepsAt = Math.max(bedtime, stretches.at(-1)!.from + mine.between(15, 50) * MINUTE_MS);
    const times = { wakesAt, sleepsAt };
    const identity = identityOf(person, { wakesAt, noon: MIDNIGHT + 12 * HOUR_MS }, mine.fork('identity'));
    const happenings = [
      ...identity.said,
      ...phoneOf(person, stretches, times, mine.fork('phone')),
      ...fixesOf(stretches, times, mine.fork('fixes')),
      ...shoppingOf(person, stretches, wakesAt, mine.fork('shopping')),
    ].sort((a, b) => a.at - b.at);
    return { person, stretches, signals: toSignals(person.id, happenings, identity.idAt) };
  }
}

function toSignals(name: string, happenings: readonly Happening[], idAt: (at: number) => string): RecordedSignal[] {
  return happenings.map(({ kind, at, value }, i) => {
    const customer = idAt(at);
    return { id: `${name}.${i.toString(36)}`, kind, at, ...(customer !== '' && { customer }), value };
  });
}
