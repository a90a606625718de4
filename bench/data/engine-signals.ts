import type { SignalInput } from '../../sdk/protocol.ts';
import { SPREAD, TOWNS } from './engine-workspace.ts';
import { randomOf } from './random.ts';

/** Everybody says yes and has a phone: sent once before the measurement. */
export function introductions(customers: number): readonly SignalInput[] {
  return Array.from({ length: customers }, (_, i) => `c${i}`).flatMap((customer) => [
    { kind: 'identify', customer, value: { traits: { firstName: 'Ada', segment: 'segment 0' } } },
    { kind: 'consent', customer, value: { channel: '*', purpose: '*', granted: true } },
    { kind: 'device', customer, value: { form: 'phone', os: 'android', battery: 80, connection: '5g' } },
  ]);
}

/**
 * What comes in: of ten signals eight fixes of walkers, one state of a device, one event that one trigger waits for.
 */
export function signalsOf(seed: number, count: number, customers: number, triggers: number): readonly SignalInput[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, (_, i) => {
    const number = Math.floor(random() * customers);
    const customer = `c${number}`;
    if (i % 10 === 8)
      return { kind: 'device', customer, value: { battery: Math.floor(random() * 100), charging: random() < 0.2 } };
    if (i % 10 === 9) {
      const name = `event ${Math.floor(random() * (triggers / 2))}`;
      return {
        kind: 'event',
        customer,
        value: { name, properties: { item: 'umbrella', price: Math.round(random() * 500) } },
      };
    }
    const value = {
      ...walkTo(number, i),
      accuracyMetres: 12,
      speedMetresPerSecond: 1.3,
      source: 'gps',
    };
    return { kind: 'location', customer, value };
  });
}

/**
 * Where a customer walks: to and fro within 10 metres, somewhere in their town. Nobody jumps, and some cross the edge
 * of a place.
 */
function walkTo(number: number, i: number): { readonly lat: number; readonly lon: number } {
  const town = TOWNS[number % TOWNS.length]!;
  const home = randomOf(number);
  const near = () => (home() - 0.5) * 2 * SPREAD;
  const step = (turn: number) => PACE_DEGREES * Math.sin(turn);
  return { lat: round(town.lat + near() + step(i)), lon: round(town.lon + near() + step(1.7 * i)) };
}

/** About 8 metres. */
const PACE_DEGREES = 0.000_07;

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
