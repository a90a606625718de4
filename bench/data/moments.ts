import type { Moment, World } from '../../triggers/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { ATTRIBUTES, EVENT_ZIPF, EVENTS, MISSING } from './attributes.ts';

const WORLD: World = {
  zone: 'UTC',
  zoneAt: () => 'UTC',
  weatherAt: () => undefined,
  forecastAt: () => undefined,
  stockAt: () => undefined,
};

/** Moments of events as they come in: each attribute drawn on its own, some left out. */
export function momentsOf(random: () => number, count: number, at: number): readonly Moment[] {
  return Array.from({ length: count }, (_, i) => {
    const state = emptyState(`c${i}`);
    const properties: Record<string, unknown> = {};
    for (const attribute of ATTRIBUTES) {
      if (random() < MISSING) continue;
      const v = 'most' in attribute ? random() * attribute.most : attribute.values[attribute.zipf.draw(random)]!;
      const [group, name] = attribute.field.split('.');
      if (group === 'event') properties[name!] = v;
      else state.values[attribute.field] = { v, at, source: 'identify' };
    }
    const value = { name: EVENTS[EVENT_ZIPF.draw(random)]!, properties };
    const signal = { id: `s${i}`, kind: 'event', customer: state.id, at, value };
    return { at, origin: signal, signal, state, stimulus: { type: 'signal' }, place: undefined, world: WORLD };
  });
}
