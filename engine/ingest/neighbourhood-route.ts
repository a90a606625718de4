import type { PlacesIndex, Rings } from '../../triggers/places/contract.ts';
import { placesAround } from '../../triggers/places/neighbourhood.ts';
import type { Clock } from '../contract.ts';
import { answerSmallBody } from './answer-small-body.ts';
import type { Exchange, Route } from './contract.ts';
import type { EntranceParts } from './entrance.ts';
import { readJson } from './read-json.ts';
import { refuse, replyJson } from './replies.ts';

/** What the neighbourhood is read from; live, so asked for at every use. */
export type NeighbourhoodSource = () => { readonly places: PlacesIndex; readonly rings: Rings };

const MOST_BYTES = 1_024;
/** iOS watches 20 regions of an app, of places and beacons together; Android 100. */
const REGIONS = { usual: 20, most: 100 };
/** A publish is known to every device after so long. */
const VALID_MS = 30 * 60_000;
/** On foot. */
const USUAL_SPEED = 1.4;
const SIZE = { most: MOST_BYTES, tooLarge: `a position may have at most ${MOST_BYTES} bytes` };

/**
 * `POST /v1/neighbourhood` tells a device what is near a position, so that it need not look where it is while nothing
 * can happen. The position is neither kept nor written down: it is in the body and not in an address.
 */
export function neighbourhoodRoute(
  parts: Pick<EntranceParts, 'keys' | 'rateLimit'>,
  source: NeighbourhoodSource,
  clock: Clock,
): Route {
  const answer = (exchange: Exchange, bytes: Buffer): void => {
    const reading = readJson(bytes, 'signals');
    const { lat, lon, speedMetresPerSecond: speed = USUAL_SPEED } = reading.ok ? reading.value : {};
    const { most = REGIONS.usual, beacons = false } = reading.ok ? reading.value : {};
    const isAsked = isCount(most) && typeof beacons === 'boolean';
    if (!reading.ok || !isAsked || !isWithin(lat, 90) || !isWithin(lon, 180) || !isWithin(speed, 1_000)) {
      refuse(exchange, reading.ok ? NO_POSITION : reading);
      return;
    }
    const { places, rings } = source();
    const how = { at: clock.now(), most, speed: Math.max(USUAL_SPEED, speed), beacons };
    replyJson(exchange, 200, { ...placesAround(places, rings, { lat, lon }, how), validMs: VALID_MS });
  };
  return {
    method: 'POST',
    path: '/v1/neighbourhood',
    handle: (exchange) => answerSmallBody(exchange, parts, SIZE, answer),
  };
}

const NO_POSITION = {
  status: 400,
  reason:
    'lat: must be a number, -90 to 90, lon: -180 to 180; speedMetresPerSecond, if any: 0 to 1000; most, if any: 1 to 100; beacons, if any: true or false',
};

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= REGIONS.most;
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= most;
}
