/** The call was cancelled: a newer one of the same caller came, its caller left, or too many wait. */
export class TurnLost extends Error {
  override readonly name = 'TurnLost';
  readonly why: 'replaced' | 'left' | 'too-many';
  constructor(why: TurnLost['why']) {
    super(SAID[why]);
    this.why = why;
  }
}

const SAID = {
  replaced: 'a newer question of yours came',
  left: 'the caller left',
  'too-many': 'too many questions wait; try again in a moment',
} as const;

/** Runs work in turns: the newest call of a caller cancels the one before. */
export interface CallerTurns {
  /**
   * Runs the work when its turn comes. `left` ends it early. Rejects with TurnLost when it was cancelled. Calls
   * without a caller cancel nothing.
   */
  take<T>(caller: string | undefined, left: AbortSignal, work: (cancelled: AbortSignal) => Promise<T>): Promise<T>;
}

/** Creates turns for `atOnce` calls at the same time; at most `mostWaiting` wait. */
export function createCallerTurns(atOnce: number, mostWaiting: number): CallerTurns {
  const newest = new Map<string, AbortController>();
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = async () => {
    if (running < atOnce) {
      running += 1;
      return;
    }
    if (waiting.length >= mostWaiting) throw new TurnLost('too-many');
    await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = () => {
    const next = waiting.shift();
    // The place goes to the one that waits longest.
    if (next) next();
    else running -= 1;
  };
  return {
    async take(caller, left, work) {
      const replaced = new AbortController();
      if (caller !== undefined) {
        newest.get(caller)?.abort();
        newest.set(caller, replaced);
      }
      const cancelled = AbortSignal.any([left, replaced.signal]);
      const refuseCancelled = () => {
        if (cancelled.aborted) throw new TurnLost(replaced.signal.aborted ? 'replaced' : 'left');
      };
      try {
        await enter();
        try {
          refuseCancelled();
          const result = await work(cancelled);
          refuseCancelled();
          return result;
        } catch (cause) {
          refuseCancelled();
          throw cause;
        } finally {
          leave();
        }
      } finally {
        if (caller !== undefined && newest.get(caller) === replaced) newest.delete(caller);
      }
    },
  };
}
