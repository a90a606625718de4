import { movePosition } from '../../demo/day/geometry.ts';
import { positionAt, type Stretch } from '../../demo/day/journey.ts';
import { createRandom, type Random } from '../../demo/day/random.ts';
import type { DeviceFix } from '../../sdk/position/contract.ts';
import { follow } from '../../sdk/position/follow.ts';
import type { PlacesIndex, Position } from '../../triggers/places/contract.ts';
import { moveTo, NO_WATCHES } from '../../triggers/places/fences.ts';
import { metresBetween } from '../../triggers/places/geodesy.ts';
import { placesAround } from '../../triggers/places/neighbourhood.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';

interface Walk {
  readonly stretches: readonly Stretch[];
}

interface Entering {
  readonly place: string;
  readonly at: number;
}

/** What one way to follow a walk took and entered. */
interface Found {
  readonly fixes: readonly DeviceFix[];
  readonly questions: number;
  readonly entered: readonly Entering[];
}

const TRACKER_MS = 5_000;
const IN_TIME_MS = 10_000;
/** Errors find somebody early, too. */
const EARLY_MS = 60_000;
/** What is further away in time is another entering. */
const NEAR_MS = 10 * 60_000;
const ACCURACY = 8;
/** The spread of an error along one axis, as a share of the accuracy that is told. */
const SPREAD = 0.42;
/** How much of an error is left after a second. */
const DRIFT = 0.985;
/** How long a sensor takes to tell that its owner walks, or rests. */
const NOTICED_MS = 4_000;
const RESTED_MS = 30_000;
const HOUR_MS = 3_600_000;

/** How enterings were found, held against a truth. */
interface Judged {
  readonly enters: number;
  readonly late: number;
  readonly missed: number;
  readonly inTimeShare: number;
}

/** What one way costs and finds. */
export interface Followed {
  readonly fixesPerHour: number;
  /** Of the tracker's: all day, and on the way. */
  readonly fixesShare: number;
  readonly underwayFixesShare: number;
  readonly questionsPerHour: number;
  /** Against a phone without errors, and against what of that the tracker finds. */
  readonly ofExact: Judged;
  readonly ofTracker: Judged;
}

/**
 * Plays walks to phones that follow them each in their own way. Two truths: what a phone without errors enters that
 * looks every second, and what of that a tracker finds with the very same errors as the others.
 */
export async function measureFollowing(
  walks: readonly Walk[],
  index: PlacesIndex,
  say: (line: string) => void,
): Promise<Readonly<Record<keyof typeof WAYS, Followed>>> {
  const phones = walks.map(({ stretches }, at) => createPhone(stretches, createRandom(`phone ${at}`)));
  const exact = phones.map((phone) => enteringsOf(exactFixes(phone), index));
  const figures: Partial<Record<keyof typeof WAYS, Followed>> = {};
  let tracked: readonly (readonly Entering[])[] = [];
  for (const [name, way] of Object.entries(WAYS)) {
    const all: Found[] = [];
    for (const phone of phones) all.push(await way(phone, index));
    if (way === tracker) tracked = all.map(({ entered }, at) => entered.filter((one) => isTrue(one, exact[at]!)));
    const hours = sumOf(phones, ({ from, until }) => (until - from) / HOUR_MS);
    const perHour = sumOf(all, ({ fixes }) => fixes.length) / hours;
    const underway = sumOf(all, ({ fixes }, at) => fixes.filter((fix) => phones[at]!.isUnderway(fix.at)).length);
    const underwayMs = sumOf(phones, (phone) => phone.underwayMs);
    const figure = {
      fixesPerHour: round(perHour),
      fixesShare: round(perHour / (HOUR_MS / TRACKER_MS)),
      underwayFixesShare: round(underway / (underwayMs / TRACKER_MS)),
      questionsPerHour: round(sumOf(all, ({ questions }) => questions) / hours),
      ofExact: judge(all, exact),
      ofTracker: judge(all, tracked),
    };
    figures[name as keyof typeof WAYS] = figure;
    say(`${name}: ${JSON.stringify(figure)}`);
  }
  return figures as Record<keyof typeof WAYS, Followed>;
}

/** Errors also find somebody where they never were. */
function isTrue({ place, at }: Entering, exact: readonly Entering[]): boolean {
  return exact.some((one) => one.place === place && Math.abs(one.at - at) <= EARLY_MS);
}

/** Compares what was entered with a truth, place by place. */
function judge(all: readonly Found[], truths: readonly (readonly Entering[])[]): Judged {
  const sum = { enters: 0, late: 0, missed: 0 };
  let inTime = 0;
  truths.forEach((truth, at) => {
    for (const entering of truth) {
      const near = all[at]!.entered.filter(
        ({ place, at: told }) => place === entering.place && Math.abs(told - entering.at) < NEAR_MS,
      ).map(({ at: told }) => told - entering.at);
      const lateMs = Math.min(...near.filter((ms) => ms >= -EARLY_MS));
      sum.enters++;
      if (lateMs <= IN_TIME_MS) inTime++;
      else if (Number.isFinite(lateMs)) sum.late++;
      else sum.missed++;
    }
  });
  return { ...sum, inTimeShare: round(inTime / sum.enters) };
}

function sumOf<T>(list: readonly T[], of: (one: T, at: number) => number): number {
  return list.reduce((sum, one, at) => sum + of(one, at), 0);
}

interface Phone {
  readonly from: number;
  readonly until: number;
  /** Where it is in truth. */
  position(at: number): Position;
  /** What it thinks: with an error that is the same however it is followed. */
  look(at: number): DeviceFix;
  /** Whether its owner is on the way, in truth. */
  isUnderway(at: number): boolean;
  readonly underwayMs: number;
  /** What its sensors say. */
  isMoving(at: number): boolean;
  /** The next time at which its sensors notice that it moves after a rest. */
  movedAfter(at: number): number;
}

function createPhone(stretches: readonly Stretch[], random: Random): Phone {
  const [from, until] = [stretches[0]!.from, stretches.at(-1)!.to];
  const errors = errorsFor((until - from) / 1_000 + 1, random);
  const moved = stretches.flatMap(({ from: at, by }, i) => {
    const before = stretches[i - 1];
    return by !== 'still' && before?.by === 'still' && at - before.from >= RESTED_MS ? [at + NOTICED_MS] : [];
  });
  let cursor = 0;
  const stretchAt = (at: number): Stretch => {
    while (cursor > 0 && stretches[cursor]!.from > at) cursor--;
    while (cursor < stretches.length - 1 && stretches[cursor]!.to <= at) cursor++;
    return stretches[cursor]!;
  };
  const speedAt = (at: number): number => {
    const stretch = stretchAt(at);
    return stretch.by === 'still'
      ? 0
      : metresBetween(stretch.start, stretch.end) / ((stretch.to - stretch.from) / 1_000);
  };
  const position = (at: number): Position => positionAt(stretchAt(at), at);
  return {
    from,
    until,
    position,
    look(at) {
      const [north, east] = errors[Math.floor((at - from) / 1_000)]!;
      const { lat, lon } = movePosition(position(at), north, east);
      return { lat, lon, at, accuracyMetres: ACCURACY, speedMetresPerSecond: speedAt(at) };
    },
    isUnderway: (at) => stretchAt(at).by !== 'still',
    underwayMs: stretches.reduce((sum, { by, from, to }) => sum + (by === 'still' ? 0 : to - from), 0),
    isMoving(at) {
      const now = stretchAt(at);
      // On the way it was noticed to begin, or it had not rested long enough to count as lying still.
      return now.by !== 'still' || at - now.from < RESTED_MS;
    },
    movedAfter: (at) => moved.find((time) => time > at) ?? Number.POSITIVE_INFINITY,
  };
}

/** An error for each second that wanders, as that of a receiver does. */
function errorsFor(seconds: number, random: Random): readonly (readonly [north: number, east: number])[] {
  const fresh = Math.sqrt(1 - DRIFT * DRIFT) * ACCURACY * SPREAD;
  let [north, east] = [0, 0];
  return Array.from({ length: Math.ceil(seconds) }, () => {
    [north, east] = [DRIFT * north + random.around(0, fresh), DRIFT * east + random.around(0, fresh)];
    return [north, east] as const;
  });
}

async function tracker(phone: Phone, index: PlacesIndex): Promise<Found> {
  const fixes: DeviceFix[] = [];
  for (let at = phone.from; at < phone.until; at += TRACKER_MS) fixes.push(phone.look(at));
  return { fixes, questions: 0, entered: enteringsOf(fixes, index) };
}

/** Follows with the SDK's own code, on a clock that jumps to what is due next. */
function sdkWith(hasSensors: boolean) {
  return async (phone: Phone, index: PlacesIndex): Promise<Found> => {
    const fixes: DeviceFix[] = [];
    let questions = 0;
    let now = phone.from;
    let due: { at: number; run: () => void } | undefined;
    let began: (() => void) | undefined;
    const stop = follow({
      look: async () => {
        fixes.push(phone.look(now));
        return fixes.at(-1)!;
      },
      ask: async (fix) => {
        questions++;
        const how = { at: fix.at, most: 20, speed: Math.max(1.4, fix.speedMetresPerSecond ?? 0) };
        return { ...placesAround(index, NO_WATCHES.rings, fix, how), validMs: 30 * 60_000 };
      },
      tell: () => undefined,
      state: () => (hasSensors ? { isMoving: phone.isMoving(now) } : {}),
      ...(hasSensors && {
        moved: (run: () => void) => {
          began = run;
          return () => undefined;
        },
      }),
      wait(ms, run) {
        const mine = { at: now + ms, run };
        due = mine;
        return () => {
          if (due === mine) due = undefined;
        };
      },
      problem: (reason) => {
        throw new Error(reason);
      },
    });
    while (now < phone.until) {
      // What follows runs in promises alone.
      for (let turns = 0; turns < 20 && !due; turns++) await Promise.resolve();
      const movedAt = began ? phone.movedAfter(now) : Number.POSITIVE_INFINITY;
      const next = due?.at ?? now + 1_000;
      now = Math.min(next, movedAt);
      if (now >= phone.until) break;
      const run = movedAt < next ? began! : due?.run;
      due = undefined;
      run?.();
    }
    stop();
    return { fixes, questions, entered: enteringsOf(fixes, index) };
  };
}

function* exactFixes(phone: Phone): Generator<DeviceFix> {
  let movedAt = phone.from;
  for (let at = phone.from; at < phone.until; at += 1_000) {
    if (phone.isUnderway(at)) movedAt = at;
    // Who rests without an error stays where they are.
    if (at - movedAt > RESTED_MS) continue;
    yield { ...phone.position(at), at, accuracyMetres: 1 };
  }
}

function enteringsOf(fixes: Iterable<DeviceFix>, index: PlacesIndex): readonly Entering[] {
  const state = emptyState('walker');
  const entered: Entering[] = [];
  let before: DeviceFix | undefined;
  for (const fix of fixes) {
    const stimuli = moveTo(state, fix, fix.at, index, NO_WATCHES, before);
    before = fix;
    for (const stimulus of stimuli) {
      if (stimulus.type === 'enter') entered.push({ place: stimulus.place.id, at: fix.at });
    }
  }
  return entered;
}

function round(number: number): number {
  return Math.round(number * 1_000) / 1_000;
}

const WAYS = { tracker5s: tracker, sdk: sdkWith(true), sdkWithoutSensors: sdkWith(false) };
