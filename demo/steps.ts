import type { RecordedSignal } from '../sdk/protocol.ts';

/** A piece of the day in which nothing depends on the order of things. */
export interface Step {
  /** The time of the day when it is over, which the engine's clock has while its signals are on their way. */
  readonly to: number;
  /** Signals of different customers; none of them in a step where only time passes. */
  readonly signals: readonly RecordedSignal[];
}

/** Cuts a day into steps: by its signals alone, so that the same day has the same steps however fast it is played. */
export interface Steps {
  /** Adds a signal that a person sends because of a message; one in the past goes out next. */
  add(signal: RecordedSignal): void;
  /** The step after `now`, and its signals are taken; undefined: nothing is left. */
  next(now: number): Step | undefined;
}

/** Signals are late by that at most, and timers. */
const WIDEST_MS = 20_000;
const LONGEST_PAUSE_MS = 60_000;
const MOST_SIGNALS = 100;
/**
 * What concerns others than its customer: a change of the weather wakes many, and who signs in may bring what another
 * id has done.
 */
function goesAlone({ kind, value }: RecordedSignal): boolean {
  return kind === 'weather' || (kind === 'identify' && Object.hasOwn(value ?? {}, 'anonymousId'));
}

/** Prepares to cut; `signals` by time. */
export function createSteps(signals: readonly RecordedSignal[]): Steps {
  const added: RecordedSignal[] = [];
  let next = 0;
  let reached = 0;

  const peek = (): RecordedSignal | undefined => {
    const [day, extra] = [signals[next], added[0]];
    return !day || (extra && extra.at < day.at) ? extra : day;
  };
  const take = (signal: RecordedSignal) => {
    if (signal === added[0]) added.shift();
    else next++;
    return signal;
  };
  /** Whether it may go together with what was taken. */
  const fits = (signal: RecordedSignal, [first]: readonly RecordedSignal[], customers: ReadonlySet<string>) =>
    first === undefined ||
    (signal.at <= first.at + WIDEST_MS &&
      !goesAlone(first) &&
      !goesAlone(signal) &&
      !customers.has(signal.customer ?? ''));

  return {
    add(signal) {
      const at = Math.max(signal.at, reached);
      const goesBefore = (other: RecordedSignal) => other.at > at || (other.at === at && idOf(other) > idOf(signal));
      const place = added.findIndex(goesBefore);
      added.splice(place < 0 ? added.length : place, 0, { ...signal, at });
    },
    next(now) {
      const first = peek();
      if (!first) return undefined;
      reached = Math.max(reached, now);
      const pauseUntil = reached + LONGEST_PAUSE_MS;
      if (next > 0 && first.at > pauseUntil) {
        reached = pauseUntil;
        return { to: reached, signals: [] };
      }
      const taken: RecordedSignal[] = [];
      const customers = new Set<string>();
      for (let signal = peek(); signal && taken.length < MOST_SIGNALS; signal = peek()) {
        if (!fits(signal, taken, customers)) break;
        taken.push(take(signal));
        customers.add(signal.customer ?? '');
      }
      reached = Math.max(reached, taken.at(-1)!.at);
      return { to: reached, signals: taken };
    },
  };
}

function idOf({ id }: RecordedSignal): string {
  return id ?? '';
}
