import type { DeviceFix } from './contract.ts';
import { metresApartOf } from './ground.ts';

/*
 * Fixes become rests and trips, after Li and others, 2008, "Mining user similarity based on location history": who
 * stays within some metres of a point for some minutes rests there. A rest of two minutes on the way is a *stop*, of
 * ten a *visit*; what lies between two visits is a *trip*.
 *
 *   09:00  at home       resting since 09:00
 *   09:10  at home       visit-began, at home since 09:00
 *   09:20  30 m away     trip is under way since 09:10, the last fix at home
 *   09:31  at a light    resting since 09:31
 *   09:34  at a light    stop
 *   09:45  at work       resting since 09:45; two minutes later a stop, which it may stay
 *   09:55  at work       trip-ended: 35 minutes, one stop; visit-began, since 09:45
 *
 * What nobody saw is not told: after a gap that is longer than a device waits between two looks, as where the app is
 * followed only while it is in use or was killed, what went on before it ends at its last fix, and how long nobody
 * looked is told. Only a visit goes on, where the device is found in the same place within half a day.
 */

/** A place where the device rests: the middle of its fixes, and how exact that is. */
export interface Rest {
  readonly lat: number;
  readonly lon: number;
  readonly accuracyMetres: number;
  /** Where it began: a slow walk is a rest until it has come too far. */
  readonly first: { readonly lat: number; readonly lon: number };
  readonly fixes: number;
  readonly from: number;
  readonly until: number;
  /** How much of it nobody saw. */
  readonly unseenMs?: number;
  readonly mocked: boolean;
}

interface Trip {
  readonly from: number;
  readonly metres: number;
  readonly topSpeed: number;
  readonly stops: number;
  readonly mocked: boolean;
}

/** What is remembered between two fixes. JSON. */
export interface Journey {
  readonly rest?: Rest;
  /** What was told of the rest. */
  readonly told?: 'stop' | 'visit';
  readonly trip?: Trip;
  readonly last?: DeviceFix;
}

/** Something that was recognised, as an event is told. */
export interface Recognised {
  readonly name: 'stop' | 'visit-began' | 'visit-ended' | 'trip-ended';
  /** When the rest or the trip began, by the device's clock; of one name it is another each time. */
  readonly since: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

const REST_METRES = 40;
const STOP_MS = 2 * 60_000;
const VISIT_MS = 10 * 60_000;
/** Longer than the longest wait between two looks. */
const GAP_MS = 20 * 60_000;
/** A night: who is found where they rested is taken to have stayed. */
const LONGEST_UNSEEN_MS = 12 * 3_600_000;
/** A mast's error looks like a trip. */
const COARSE_METRES = 100;
const LEAST_TRIP_METRES = 100;
const ON_FOOT = 3;

/**
 * Takes the next fix of a device: what is remembered now, and what was recognised by it. Pure; older fixes change
 * nothing.
 */
export function recognise(
  journey: Journey,
  fix: DeviceFix,
): { readonly journey: Journey; readonly recognised: readonly Recognised[] } {
  const { rest, told, last } = journey;
  if (fix.accuracyMetres > COARSE_METRES) return { journey, recognised: [] };
  const gapMs = last ? fix.at - last.at : 0;
  // The clock was set back.
  if (gapMs < -GAP_MS) return { journey: { rest: restAt(fix), last: fix }, recognised: [] };
  if (last && gapMs <= 0) return { journey, recognised: [] };
  const isHere = rest !== undefined && isAt(rest, fix);
  if (gapMs > GAP_MS) {
    if (!isHere || told !== 'visit' || gapMs > LONGEST_UNSEEN_MS)
      return { journey: { rest: restAt(fix), last: fix }, recognised: endUnseen(journey, gapMs) };
    const unseenMs = (rest.unseenMs ?? 0) + gapMs;
    return stay({ ...journey, last: fix }, { ...join(rest, fix), unseenMs });
  }
  if (isHere) return stay({ ...journey, last: fix }, join(rest, fix));
  return leave(journey, fix);
}

function stay(journey: Journey, rest: Rest): ReturnType<typeof recognise> {
  const ms = rest.until - rest.from;
  const { told, trip } = journey;
  if (ms >= VISIT_MS && told !== 'visit') {
    const recognised = [...(trip ? tripEnded(withoutLastStop(trip, told), rest.from) : []), visit('visit-began', rest)];
    const { trip: _, ...after } = journey;
    return { journey: { ...after, rest, told: 'visit' }, recognised };
  }
  if (ms >= STOP_MS && told === undefined && trip)
    return {
      journey: { ...journey, rest, told: 'stop', trip: { ...trip, stops: trip.stops + 1 } },
      recognised: [{ name: 'stop', since: rest.from, properties: whereOf(rest) }],
    };
  return { journey: { ...journey, rest }, recognised: [] };
}

function leave({ rest, told, trip, last }: Journey, fix: DeviceFix): ReturnType<typeof recognise> {
  if (!rest) return { journey: { rest: restAt(fix), last: fix }, recognised: [] };
  const metres = metresApartOf(told ? rest : rest.first, fix);
  const speed = last ? metresApartOf(last, fix) / ((fix.at - last.at) / 1_000) : 0;
  const from = told ? rest.until : rest.from;
  const before: Trip = trip ?? { from, metres: 0, topSpeed: 0, stops: 0, mocked: rest.mocked };
  const next: Trip = {
    from: before.from,
    metres: before.metres + metres,
    topSpeed: Math.max(before.topSpeed, fix.speedMetresPerSecond ?? speed),
    stops: before.stops,
    mocked: before.mocked || fix.isMocked === true,
  };
  const recognised = told === 'visit' ? [visit('visit-ended', rest)] : [];
  return { journey: { rest: restAt(fix), trip: next, last: fix }, recognised };
}

/** What was going on when it was last seen: it ended at some time of the gap. */
function endUnseen({ rest, told, trip, last }: Journey, gapMs: number): readonly Recognised[] {
  const over = told === 'visit' && rest ? [visit('visit-ended', rest)] : trip && last ? tripEnded(trip, last.at) : [];
  return over.map((one) => {
    const unseenMs = gapMs + (told === 'visit' ? (rest?.unseenMs ?? 0) : 0);
    return { ...one, properties: { ...one.properties, unseenAfter: true, unseenSeconds: secondsOf(unseenMs) } };
  });
}

/** A stop that became a visit is where the trip led. */
function withoutLastStop(trip: Trip, told: Journey['told']): Trip {
  return told === 'stop' ? { ...trip, stops: trip.stops - 1 } : trip;
}

function tripEnded({ from, metres, topSpeed, stops, mocked }: Trip, until: number): readonly Recognised[] {
  if (metres < LEAST_TRIP_METRES) return [];
  const properties = {
    seconds: secondsOf(until - from),
    metres: Math.round(metres),
    stops,
    by: topSpeed > ON_FOOT ? 'vehicle' : 'foot',
    ...(mocked && { mocked }),
  };
  return [{ name: 'trip-ended', since: from, properties }];
}

function visit(name: 'visit-began' | 'visit-ended', rest: Rest): Recognised {
  const { from, until, unseenMs } = rest;
  const unseen = unseenMs !== undefined && { unseenSeconds: secondsOf(unseenMs) };
  return { name, since: from, properties: { ...whereOf(rest), seconds: secondsOf(until - from), ...unseen } };
}

function secondsOf(ms: number): number {
  return Math.round(ms / 1_000);
}

function whereOf({ lat, lon, accuracyMetres, mocked }: Rest): Readonly<Record<string, unknown>> {
  return { lat, lon, accuracyMetres: Math.round(accuracyMetres), ...(mocked && { mocked }) };
}

/** Whether a fix lies where the rest is, as far as both can tell. */
function isAt(rest: Rest, fix: DeviceFix): boolean {
  return metresApartOf(rest, fix) <= Math.max(REST_METRES, rest.accuracyMetres + fix.accuracyMetres);
}

function restAt({ lat, lon, accuracyMetres, at, isMocked }: DeviceFix): Rest {
  return { lat, lon, accuracyMetres, first: { lat, lon }, fixes: 1, from: at, until: at, mocked: isMocked === true };
}

/**
 * The middle of all fixes. It is as exact as one of them: errors of one place are alike, so their number helps little.
 */
function join(rest: Rest, { lat, lon, accuracyMetres, at, isMocked }: DeviceFix): Rest {
  const fixes = rest.fixes + 1;
  const mean = (before: number, now: number): number => before + (now - before) / fixes;
  return {
    lat: mean(rest.lat, lat),
    // Over the antimeridian the shorter way.
    lon: mean(rest.lon, lon + 360 * Math.round((rest.lon - lon) / 360)),
    accuracyMetres: mean(rest.accuracyMetres, accuracyMetres),
    first: rest.first,
    fixes,
    from: rest.from,
    until: at,
    ...(rest.unseenMs !== undefined && { unseenMs: rest.unseenMs }),
    mocked: rest.mocked || isMocked === true,
  };
}
