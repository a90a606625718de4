import type { Signal } from '../../sdk/protocol.ts';
import type { Stimulus } from '../contract.ts';
import type { Place, Transition } from '../places/contract.ts';
import type { WorldChange } from '../world/contract.ts';

/** How wake keys are spelt: what wakers listen to and stimuli call. Only this file spells and reads them. */
export const wakeKey = {
  signal: (kind: string) => `signal:${kind}`,
  anySignal: 'signal:*',
  event: (name: string) => `event:${name}`,
  place: (transition: Transition, id: string) => `${transition}:${id}`,
  tag: (transition: Transition, tag: string) => `${transition}:#${tag}`,
  anyPlace: (transition: Transition) => `${transition}:*`,
  world: (what: WorldChange['what']) => `world:${what}`,
} as const;

/**
 * Every wake key that a stimulus calls; mostly the same list for the same keys. None for a timer: it belongs to one
 * trigger and reaches it directly.
 */
export function wakeKeys(stimulus: Stimulus, signal: Signal | undefined): readonly string[] {
  switch (stimulus.type) {
    case 'signal':
      return signal ? signalKeys(signal) : NONE;
    case 'enter':
    case 'exit':
      return placeKeys(stimulus.as ?? stimulus.type, stimulus.place);
    case 'approach':
    case 'seen':
      return placeKeys(stimulus.as, stimulus.place);
    case 'timer':
    case 'again':
      return NONE;
    case 'world':
      return remember(byWorld, stimulus.change.what, () => [wakeKey.world(stimulus.change.what)]);
  }
}

/** The movement that a wake key speaks of; undefined: it speaks of none. */
export function transitionOf(key: string): Transition | undefined {
  const [, transition] = MOVEMENT.exec(key) ?? [];
  return transition as Transition | undefined;
}

/**
 * A movement as its name tells of it: `enter/2` is an entering that a second fix confirmed, `approach/300m` the
 * crossing of a ring, `seen/120000ms` the first sight after so long.
 */
export interface NamedMovement {
  readonly is: 'enter' | 'exit' | 'first-visit' | 'approach' | 'seen';
  /** How many fixes must agree on an entering or leaving; absent: as many as the edge needs. */
  readonly fixes?: number;
  /** How near an approach comes. */
  readonly ring?: { readonly metres: number } | { readonly seconds: number };
  /** How long no fix had found the customer there. */
  readonly unseenMs?: number;
}

/** Reads the name of a movement. */
export function readMovement(transition: Transition): NamedMovement {
  const [is, detail] = transition.split('/') as [NamedMovement['is'], string?];
  if (detail === undefined) return { is };
  const size = Number.parseInt(detail, 10);
  if (is === 'seen') return { is, unseenMs: size };
  if (is !== 'approach') return { is, fixes: size };
  return { is, ring: detail.endsWith('m') ? { metres: size } : { seconds: size } };
}

/** The subject of a wake key. */
export type WakeSubject =
  | { readonly type: 'kind' | 'event' | 'place' | 'tag'; readonly name: string }
  | { readonly type: 'any-signal' | 'any-place' }
  | { readonly type: 'world'; readonly what: WorldChange['what'] };

/** Reads a wake key back. */
export function wakeSubject(key: string): WakeSubject {
  const colon = key.indexOf(':');
  const [source, name] = [key.slice(0, colon), key.slice(colon + 1)];
  if (source === 'event') return { type: 'event', name };
  if (source === 'world') return { type: 'world', what: name as WorldChange['what'] };
  if (source === 'signal') return name === '*' ? { type: 'any-signal' } : { type: 'kind', name };
  if (name === '*') return { type: 'any-place' };
  return name.startsWith('#') ? { type: 'tag', name: name.slice(1) } : { type: 'place', name };
}

const MOVEMENT = /^((?:enter|exit)(?:\/\d+)?|first-visit|approach\/\d+[ms]|seen\/\d+ms):/;
const NONE: readonly string[] = Object.freeze([]);

// Keys that were spelt before are the same list again, so that what they concern can be remembered for it.
const MOST_REMEMBERED = 10_000;
const byKind = new Map<string, readonly string[]>();
const byEvent = new Map<string, readonly string[]>();
const byWorld = new Map<string, readonly string[]>();
const byPlace = new WeakMap<Place, Map<string, readonly string[]>>();

function signalKeys({ kind, value }: Signal): readonly string[] {
  if (kind !== 'event' || typeof value.name !== 'string')
    return remember(byKind, kind, () => [wakeKey.anySignal, wakeKey.signal(kind)]);
  const { name } = value;
  return remember(byEvent, name, () => [wakeKey.anySignal, wakeKey.signal(kind), wakeKey.event(name)]);
}

function placeKeys(transition: Transition, place: Place): readonly string[] {
  let lists = byPlace.get(place);
  if (!lists) {
    lists = new Map();
    byPlace.set(place, lists);
  }
  return remember(lists, transition, () => [
    wakeKey.anyPlace(transition),
    wakeKey.place(transition, place.id),
    ...place.tags.map((tag) => wakeKey.tag(transition, tag)),
  ]);
}

function remember(lists: Map<string, readonly string[]>, name: string, spell: () => string[]): readonly string[] {
  const known = lists.get(name);
  if (known) return known;
  if (lists.size >= MOST_REMEMBERED) lists.clear();
  const keys = Object.freeze(spell());
  lists.set(name, keys);
  return keys;
}
