import type { SignalInput } from '../../sdk/protocol.ts';
import type { Walk } from './contract.ts';
import { SAMPLE } from './documents.ts';

/** Longitude and latitude. */
type Spot = readonly [lon: number, lat: number];

const NAMES = 'Ada Ben Cem Dora Emil Fatma Greta Hugo Ida Jonas Kira Leon Mina Nils Olga Paul Rosa Sami Tess Udo'.split(
  ' ',
);
const METRES_PER_SECOND = 1.4;
const METRES_PER_DEGREE = 111_320;
/** Positions are as often as this; a second browser that asks for the same step changes nothing. */
const STEP_MS = 2_000;
/** Some walkers have something in their cart, some said yes to offers. */
const CART_EACH = 3;
const OFFERS_EACH = 2;

/** Lays out the walkers' ways, each a round of its own through the places. */
export function layOutWalk(places: readonly Spot[]): Walk {
  const walkers = NAMES.map((name) => SAMPLE + name.toLowerCase());
  const rounds = walkers.map((_, i) => roundOf(places, i));
  return {
    walkers,
    positionsAt(at) {
      const step = Math.floor(at / STEP_MS);
      const walked = ((step * STEP_MS) / 1_000) * METRES_PER_SECOND;
      return walkers.map((customer, i) => {
        const [lon, lat] = spotOn(rounds[i]!, walked + i * 137);
        const value = { lat, lon, accuracyMetres: 8 };
        return { id: `${customer}.${step}`, kind: 'location', customer, at, value };
      });
    },
    beginnings: (at) =>
      walkers.flatMap((customer, i): SignalInput[] => [
        {
          id: `${customer}.identify`,
          kind: 'identify',
          customer,
          at,
          value: { traits: { firstName: NAMES[i]!, sample: true } },
        },
        ...(i % CART_EACH === 0
          ? [{ id: `${customer}.cart`, kind: 'cart', customer, at, value: cartOf(20 + 5 * i) }]
          : []),
        ...(i % OFFERS_EACH === 0
          ? [
              {
                id: `${customer}.consent`,
                kind: 'consent',
                customer,
                at,
                value: { channel: '*', purpose: 'offers', granted: true },
              },
            ]
          : []),
      ]),
  };
}

function cartOf(value: number) {
  return { id: `${SAMPLE}cart`, value, currency: 'EUR', items: [{ sku: 'umbrella', quantity: 1, price: value }] };
}

/** The places in an order of the walker's own: by a stride that meets each, forth or back. */
function roundOf(places: readonly Spot[], i: number): readonly Spot[] {
  const turned = places.map((_, at) => places[(at + i) % places.length]!);
  return i % 2 === 0 ? turned : turned.toReversed();
}

/** The spot so many metres along a closed round. */
function spotOn(round: readonly Spot[], metres: number): Spot {
  const legs = round.map((from, i) => metresBetween(from, round[(i + 1) % round.length]!));
  let left = metres % legs.reduce((sum, leg) => sum + leg, 0);
  const leg = legs.findIndex((length) => {
    if (left <= length) return true;
    left -= length;
    return false;
  });
  const [from, to] = [round[leg]!, round[(leg + 1) % round.length]!];
  const share = left / legs[leg]!;
  return [round7(from[0] + (to[0] - from[0]) * share), round7(from[1] + (to[1] - from[1]) * share)];
}

function metresBetween([lonA, latA]: Spot, [lonB, latB]: Spot): number {
  const east = (lonB - lonA) * Math.cos((latA * Math.PI) / 180);
  return Math.hypot(east, latB - latA) * METRES_PER_DEGREE;
}

function round7(degrees: number): number {
  return Number(degrees.toFixed(7));
}
