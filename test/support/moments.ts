import type { Signal } from '../../sdk/protocol.ts';
import type { Answer, Moment, Trigger, TriggerDefinition, World } from '../../triggers/contract.ts';
import type { Candidate, GateInputs, Workspace } from '../../triggers/gates/contract.ts';
import type { Place, PlacesIndex } from '../../triggers/places/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { DAY_MS } from '../../triggers/time/spans.ts';

/** Thursday, 12 November 2026, 19:00 in Berlin. */
export const THURSDAY_EVENING = Date.UTC(2026, 10, 12, 18, 0);

/** A world that knows Berlin's time and no weather. */
export const BERLIN: World = {
  zone: 'Europe/Berlin',
  zoneAt: () => 'Europe/Berlin',
  weatherAt: () => undefined,
  forecastAt: () => undefined,
  stockAt: () => undefined,
};

/** A workspace with nothing in the way; `more` replaces parts. */
export function workspaceWith(more: Partial<Workspace> = {}): Workspace {
  return {
    name: 'test',
    zone: 'Europe/Berlin',
    locale: 'en-GB',
    currency: 'EUR',
    segments: {},
    channels: ['email', 'in-app'],
    purposes: { offers: { marketing: true, anyHour: false }, service: { marketing: false, anyHour: true } },
    caps: [],
    measureMs: 28 * DAY_MS,
    messagesPerMoment: 1,
    sender: { name: 'Test', email: 'shop@example.test' },
    providers: {},
    ...more,
  };
}

/** A trigger that wakes on nothing of its own and whose `when` gives `answer`. */
export function triggerNamed(name: string, more: Partial<TriggerDefinition> = {}, answer: Answer = true): Trigger {
  const message = {
    template: 't',
    purpose: 'offers',
    channels: 'preferred',
    expiresMs: 3_600_000,
    stillTrue: false,
  } as const;
  const definition: TriggerDefinition = {
    name,
    summary: '',
    on: { waker: 'signal', args: 'cart' },
    when: { all: [] },
    unknown: 'skip',
    cooldownMs: 0,
    priority: 50,
    holdout: 0,
    measureMs: 28 * DAY_MS,
    shadow: false,
    message,
    ...more,
  };
  return {
    definition,
    version: 1,
    waker: { listens: [] },
    holds: () => answer,
    needs: [],
    isWhole: false,
    tracks: [],
  };
}

/** A signal of a customer. */
export function signalOf(kind: string, value: Signal['value'] = {}, more: Partial<Signal> = {}): Signal {
  return { id: 's1', kind, customer: 'c1', at: THURSDAY_EVENING, value, ...more };
}

/** A customer who allowed everything. */
export function createWilling(id = 'c1'): CustomerState {
  const state = emptyState(id);
  state.consents = { ...state.consents, '*:*': { granted: true, at: 1, source: 'test' } };
  return state;
}

/** A moment of a customer. */
export function momentWith(state: CustomerState, more: Partial<Moment> = {}): Moment {
  const signal = signalOf('cart');
  return {
    at: THURSDAY_EVENING,
    origin: more.signal ?? signal,
    signal,
    state,
    stimulus: { type: 'signal' },
    place: undefined,
    world: BERLIN,
    ...more,
  };
}

/** A candidate for the gates. */
export function candidateWith(
  state: CustomerState,
  trigger = triggerNamed('a'),
  channels = ['email', 'in-app'],
): Candidate {
  return { id: `d-${trigger.definition.name}`, trigger, moment: momentWith(state), channels };
}

/** What gates are asked with. */
export function gateInputsWith(more: Partial<GateInputs> = {}): GateInputs {
  return {
    at: THURSDAY_EVENING,
    zone: 'Europe/Berlin',
    workspace: workspaceWith(),
    addressOf: () => 'c1',
    won: [],
    ...more,
  };
}

/** A circle of a place. */
export function placeAt(id: string, lat: number, lon: number, more: Partial<Place> = {}): Place {
  return {
    id,
    name: id,
    shape: { type: 'circle', centre: { lat, lon }, radiusMetres: 100 },
    tags: ['store'],
    attributes: {},
    zone: 'Europe/Berlin',
    centre: { lat, lon },
    ...more,
  };
}

/** What an index says of distances where there are none to tell: every other place is far away. */
export const FAR_AWAY: Omit<PlacesIndex, 'places' | 'holding'> = {
  along: () => [],
  beaconsWithin: () => [],
  withBeacon: () => [],
  nearest: () => undefined,
  within: () => [],
  metresTo: () => Number.POSITIVE_INFINITY,
  metresToEdge: () => Number.POSITIVE_INFINITY,
};
