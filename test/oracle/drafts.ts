import fc from 'fast-check';
import type { Moment, Stimulus } from '../../triggers/contract.ts';
import type { Place } from '../../triggers/places/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { momentWith, placeAt, signalOf } from '../support/moments.ts';
import { before, instant, item, known, when, where } from './arbitraries.ts';
import { evaluate, part } from './evaluate.ts';
import { AHEAD_MS, AHEAD_WORLD as world } from './vocabulary.ts';

/** A trigger as a marketer writes it, as far as it is about matching. */
export interface Draft {
  readonly on: Readonly<Record<string, unknown>>;
  readonly unknown: string;
  readonly when: unknown;
}

/** What happens, with all that is known then. */
export interface Happening {
  readonly values: Readonly<Record<string, unknown>>;
  readonly said: Readonly<Record<string, unknown>>;
  /** What the signal changed. */
  readonly was: NonNullable<Moment['before']>;
  readonly at: number;
  readonly what: (typeof HAPPENINGS)[number];
}

/** Places that are entered and left. */
export const PLACES: readonly Place[] = [
  placeAt('mitte', 1, 1, { zone: world.zone }),
  placeAt('kiosk', 2, 2, { zone: world.zone, tags: ['kiosk', 'store'] }),
  placeAt('park', 3, 3, { zone: world.zone, tags: [] }),
];

const EVENTS = ['Order', 'View'] as const;
const HAPPENINGS = [
  ...(['cart', 'device'] as const).map((kind) => ({ kind, name: undefined, movement: undefined, place: undefined })),
  ...EVENTS.map((name) => ({ kind: 'event' as const, name, movement: undefined, place: undefined })),
  ...(['enter', 'exit'] as const).flatMap((movement) =>
    PLACES.map((place) => ({ kind: 'location' as const, name: undefined, movement, place })),
  ),
];

const places = fc.oneof(
  fc.constantFrom({ tag: 'store' }, { tag: 'kiosk' }, 'any' as const),
  fc.constantFrom('mitte', 'kiosk', 'park').map((id) => ({ id })),
  fc.uniqueArray(fc.constantFrom('mitte', 'kiosk', 'park'), { minLength: 1 }).map((ids) => ({ ids })),
);
const signal = fc.oneof(
  fc.constantFrom('cart', 'device', 'event'),
  fc.record({ kind: fc.constantFrom('cart', 'event'), where }),
  fc.record({ kind: fc.constant('event'), name: fc.constantFrom(...EVENTS) }),
  fc.record({ kind: fc.constant('event'), name: fc.constantFrom(...EVENTS), where }),
);
const on: fc.Arbitrary<Draft['on']> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ signal }) },
  { weight: 1, arbitrary: fc.record({ enter: fc.record({ places }) }) },
  { weight: 1, arbitrary: fc.record({ exit: fc.record({ places }) }) },
);

/** Random triggers. */
export const draft: fc.Arbitrary<Draft> = fc.record({
  on,
  unknown: fc.constantFrom('skip', 'no', 'wait 5s'),
  when,
});

/** Random moments. */
export const happening: fc.Arbitrary<Happening> = fc.record({
  values: known,
  said: item,
  was: before,
  at: instant,
  what: fc.constantFrom(...HAPPENINGS),
});

/** The moment as the engine would have it. */
export function momentOf({ values, said, was, at, what: { kind, name, movement, place } }: Happening): Moment {
  const value = kind === 'event' ? { ...values, name, properties: said } : { ...values, ...said };
  const stimulus: Stimulus = !movement
    ? { type: 'signal' }
    : movement === 'enter'
      ? { type: 'enter', place: place! }
      : { type: 'exit', place: place!, insideMs: 0 };
  return momentWith(emptyState('c1'), { at, signal: signalOf(kind, value), stimulus, place, world, before: was });
}

/** What a trigger makes of a moment, slowly and plainly: undefined when it is not matched at all. */
export function expectedOf({ on: wakes, unknown, when: conditions }: Draft, moment: Happening): string | undefined {
  if (!isWoken(wakes, moment)) return undefined;
  const { values, was, at } = moment;
  const asked = {
    value: (field: string) => values[field],
    before: (field: string) => was[field]?.[0],
    atMs: at,
    aheadMs: AHEAD_MS,
  };
  const truth = evaluate(conditions, asked, unknown === 'no');
  if (truth === 1) return 'yes';
  return truth === 0.5 && unknown === 'wait 5s' ? 'unknown' : undefined;
}

function isWoken(wakes: Draft['on'], { values, said, at, what }: Happening): boolean {
  const [[waker, args]] = Object.entries(wakes) as [[string, unknown]];
  if (waker === 'signal') {
    if (what.movement) return false;
    const wanted = (typeof args === 'string' ? { kind: args } : args) as {
      kind: string;
      name?: string;
      where?: unknown;
    };
    if (wanted.kind !== what.kind || (wanted.name !== undefined && wanted.name !== what.name)) return false;
    const whole = what.kind === 'event' ? said : { ...values, ...said };
    return evaluate(wanted.where, { value: (name) => part(whole, name), atMs: at, aheadMs: AHEAD_MS }) === 1;
  }
  if (waker !== what.movement) return false;
  const { places: selected } = args as { places: 'any' | { tag?: string; id?: string; ids?: readonly string[] } };
  if (selected === 'any') return true;
  const { tag, id, ids = [] } = selected;
  const { id: here, tags } = what.place!;
  return here === id || ids.includes(here) || (tag !== undefined && tags.includes(tag));
}
