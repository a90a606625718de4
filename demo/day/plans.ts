import type { City } from './city.ts';
import type { Person } from './people.ts';
import type { Random } from './random.ts';
import type { SpotKind } from './spots.ts';

/** A stay somewhere: at least so long, and not left before a time of the day. */
export interface Visit {
  readonly spot: string;
  readonly at: 'home' | 'store' | SpotKind;
  readonly stayMinutes: number;
  /** Minutes since midnight; absent: leave when the stay is over. */
  readonly notBefore?: number;
}

/** Plans a person's day, from waking up at home to going to bed there. */
export function planDay(person: Person, city: City, random: Random): readonly Visit[] {
  const diary = new Diary(person, city, random);
  PLANS[person.role](diary, random);
  diary.home();
  return diary.visits;
}

/** Collects visits; each goes on from where the last one ended. */
class Diary {
  readonly visits: Visit[] = [];
  readonly #person: Person;
  readonly #city: City;
  readonly #random: Random;

  constructor(person: Person, city: City, random: Random) {
    this.#person = person;
    this.#city = city;
    this.#random = random;
  }

  home(notBefore?: number): void {
    this.goTo('home', this.#person.home.id, 1, notBefore);
  }

  /** Goes to one of the nearest spots of a kind. */
  near(at: Visit['at'] & (SpotKind | 'store'), stayMinutes: number, notBefore?: number): void {
    const last = this.visits.at(-1)?.spot ?? this.#person.home.id;
    this.goTo(at, this.#city.near(at, this.#city.network.positionOf(last), this.#random).id, stayMinutes, notBefore);
  }

  /** Goes to a spot of a kind, wherever it is. */
  some(at: Visit['at'] & (SpotKind | 'store'), stayMinutes: number, notBefore?: number): void {
    this.goTo(at, this.#city.any(at, this.#random).id, stayMinutes, notBefore);
  }

  goTo(at: Visit['at'], spot: string, stayMinutes: number, notBefore?: number): void {
    const visit = { at, spot, stayMinutes, ...(notBefore !== undefined && { notBefore }) };
    if (this.visits.at(-1)?.spot === spot) this.visits.splice(-1, 1, visit);
    else this.visits.push(visit);
  }
}

type Plan = (diary: Diary, random: Random) => void;

const PLANS: Readonly<Record<Person['role'], Plan>> = {
  commuter(diary, random) {
    diary.home(random.around(455, 38));
    if (random.happens(0.22)) diary.near('store', random.between(3, 7));
    const work = random.happens(0.18) ? 'clinic' : 'office';
    diary.some(work, 30, random.around(735, 22));
    const office = diary.visits.at(-1)!.spot;
    if (random.happens(0.62)) {
      if (random.happens(0.55)) diary.near('restaurant', random.between(22, 40));
      if (random.happens(0.45)) diary.near('store', random.between(5, 14));
    }
    diary.goTo(work, office, 30, random.around(1012, 40));
    if (random.happens(0.5)) diary.near('store', random.between(7, 22));
    if (random.happens(0.18)) diary.near('park', random.between(20, 45));
    if (random.happens(0.2)) diary.some('store', random.between(8, 20));
    diary.home(random.around(1150, 30));
    if (random.happens(0.34)) outInTheEvening(diary, random);
  },
  student(diary, random) {
    diary.home(random.around(545, 55));
    diary.some('campus', random.between(85, 100), random.around(690, 40));
    if (random.happens(0.7)) diary.near('canteen', random.between(25, 45));
    if (random.happens(0.35)) diary.near('store', random.between(5, 15));
    diary.near('campus', random.between(60, 150), random.around(930, 60));
    if (random.happens(0.45)) diary.near('store', random.between(6, 18));
    if (random.happens(0.3)) diary.near('park', random.between(25, 70));
    diary.home(random.around(1140, 40));
    if (random.happens(0.5)) outInTheEvening(diary, random);
  },
  shopper(diary, random) {
    diary.home(random.around(640, 70));
    for (let stops = random.whole(2, 4); stops > 0; stops--) diary.some('store', random.between(8, 26));
    diary.near('restaurant', random.between(30, 60));
    if (random.happens(0.6)) diary.near('store', random.between(8, 24));
    if (random.happens(0.3)) diary.near('sight', random.between(30, 70));
    diary.home(random.around(1110, 40));
    if (random.happens(0.4)) outInTheEvening(diary, random);
  },
  retiree(diary, random) {
    diary.home(random.around(560, 35));
    diary.near('store', random.between(12, 25));
    if (random.happens(0.6)) diary.near('park', random.between(35, 70));
    diary.home(random.around(885, 30));
    if (random.happens(0.6)) diary.near('restaurant', random.between(40, 70));
    if (random.happens(0.4)) diary.near('store', random.between(8, 20));
    diary.home(random.around(1090, 30));
    if (random.happens(0.3)) diary.some('sight', random.between(90, 130));
  },
  tourist(diary, random) {
    diary.home(random.around(570, 35));
    diary.some('sight', random.between(25, 60));
    diary.near('sight', random.between(25, 70));
    if (random.happens(0.7)) diary.near('store', random.between(8, 25));
    diary.near('restaurant', random.between(40, 70));
    diary.some(random.happens(0.5) ? 'park' : 'sight', random.between(40, 110));
    if (random.happens(0.7)) diary.near('store', random.between(10, 25));
    diary.home(random.around(1110, 35));
    diary.near('restaurant', random.between(60, 110));
    if (random.happens(0.5)) diary.near('store', random.between(4, 10));
  },
  'night-owl'(diary, random) {
    diary.home(random.around(780, 60));
    diary.near('store', random.between(6, 16));
    diary.home(random.around(1130, 45));
    diary.near('restaurant', random.between(50, 90));
    diary.some('bar', random.between(90, 150));
    if (random.happens(0.7)) diary.near('bar', random.between(60, 120));
  },
};

function outInTheEvening(diary: Diary, random: Random): void {
  if (random.happens(0.3)) diary.near('store', random.between(6, 15));
  if (random.happens(0.6)) diary.some('restaurant', random.between(50, 100));
  else diary.near('restaurant', random.between(45, 90));
  if (random.happens(0.3)) diary.near('bar', random.between(45, 110));
}
