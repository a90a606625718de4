import type { Rejection, Signal } from '../../sdk/protocol.ts';
import { LIMITS } from '../../sdk/protocol.ts';
import type { KeyRole } from '../access/contract.ts';
import type { Clock, Log } from '../contract.ts';
import type { Arrival, ArrivalResult, Intake, Repeats } from '../pipeline/contract.ts';
import type { Admission, Party } from './admission.ts';
import { findDoubt } from './doubt.ts';
import type { Validate } from './validate.ts';

/** What became of all the signals of one request. */
export interface Receipt {
  readonly accepted: readonly string[];
  readonly duplicates: readonly string[];
  readonly rejected: readonly Rejection[];
  /** Those of the rejected that could just not be stored now, and should be sent again. */
  readonly again: readonly Rejection[];
}

/** Signals of one request, as they were read. */
export interface Inputs {
  readonly inputs: readonly unknown[];
  readonly oversize: ReadonlyMap<number, number>;
  readonly isDoubtful: boolean;
  /** Their times are corrected by when they were sent, so a repeat may have another one. */
  readonly isShifted?: boolean;
}

/** Whom signals come from. */
export interface Sender {
  /** Of the key that they came with. */
  readonly role: KeyRole;
  readonly party: Party;
}

/** Where every way in hands its signals over. */
export interface Receiver {
  /** False: too far behind, nothing was taken. Else `done` is called once, when every signal is settled. */
  receive(inputs: Inputs, sender: Sender, done: (receipt: Receipt) => void): boolean;
  /** Requests that are not done. */
  readonly waiting: number;
  /** Resolves when none waits any more, or after the time. */
  idle(withinMs: number): Promise<void>;
}

/** Checks signals one by one, offers the good ones together, and tells when all of them have their verdict. */
export function createReceiver(
  validate: Validate,
  intake: Intake,
  admission: Admission,
  clock: Clock,
  log: Log,
): Receiver {
  const waiting = new Set<Submission>();
  let idlers: (() => void)[] = [];
  const over = (submission: Submission): void => {
    waiting.delete(submission);
    if (waiting.size > 0) return;
    for (const wake of idlers) wake();
    idlers = [];
  };
  // Whoever settles must not be hurt by what an answer does.
  const failed = (cause: unknown): void => log.error('an answer failed', { cause });

  return {
    receive({ inputs, oversize, isDoubtful, isShifted = false }, { role, party }, done) {
      const receivedAt = clock.wall();
      const now = clock.now();
      const submission = new Submission(() => {
        over(submission);
        if (arrivals.length > 0) admission.give(party, arrivals.length);
        try {
          done(submission);
        } catch (cause) {
          failed(cause);
        }
      });
      const arrivals: Arrival[] = [];
      for (let index = 0; index < inputs.length; index++) {
        const input = inputs[index];
        const bytes = oversize.size > 0 ? oversize.get(index) : undefined;
        const fault = bytes === undefined ? isDoubtful && findDoubt(input, '') : sayTooLarge(bytes);
        const checked = fault || validate(input, role);
        if (typeof checked === 'string') submission.refuse(index, givenId(input), checked);
        else {
          const id = givenId(input);
          // What says no time, or one that is to come, has the time at which it was checked.
          const repeats = id === undefined ? 'never' : !isShifted && checked.at < now ? 'same-time' : undefined;
          arrivals.push(arrival(checked, receivedAt, index, repeats, submission));
        }
      }
      if (arrivals.length > 0) {
        submission.left = arrivals.length;
        waiting.add(submission);
        admission.take(party, arrivals.length);
        if (!intake.offer(arrivals)) {
          over(submission);
          admission.take(party, -arrivals.length);
          return false;
        }
      } else submission.finish();
      return true;
    },
    get waiting() {
      return waiting.size;
    },
    async idle(withinMs) {
      if (waiting.size === 0) return;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        idlers.push(resolve);
        timer = setTimeout(resolve, withinMs);
      });
      clearTimeout(timer);
    },
  };
}

/** The signals of one request that wait for their verdicts. */
class Submission implements Receipt {
  readonly accepted: string[] = [];
  readonly duplicates: string[] = [];
  readonly rejected: Rejection[] = [];
  readonly again: Rejection[] = [];
  left = 0;
  private readonly whenDone: () => void;

  constructor(whenDone: () => void) {
    this.whenDone = whenDone;
  }

  refuse(index: number, id: string | undefined, reason: string): void {
    this.rejected.push(id === undefined ? { index, reason } : { index, id, reason });
  }

  settle(index: number, id: string, verdict: ArrivalResult): void {
    if (verdict === 'accepted') this.accepted.push(id);
    else if (verdict === 'duplicate') this.duplicates.push(id);
    else {
      this.refuse(index, id, verdict.rejected);
      if (verdict.again) this.again.push(this.rejected.at(-1)!);
    }
    if (--this.left === 0) this.finish();
  }

  finish(): void {
    if (this.rejected.length > 1) this.rejected.sort((a, b) => a.index - b.index);
    this.whenDone();
  }
}

/** `settle` may be taken off its arrival, so it is a closure and no method. */
function arrival(
  signal: Signal,
  receivedAt: number,
  index: number,
  repeats: Repeats | undefined,
  submission: Submission,
): Arrival {
  return {
    type: 'signal',
    signal,
    receivedAt,
    repeats,
    settle(verdict) {
      submission.settle(index, signal.id, verdict);
    },
  };
}

/** The id that a client chose, where it is one. */
export function givenId(input: unknown): string | undefined {
  const id = (input as { readonly id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' && id.length <= LIMITS.idChars ? id : undefined;
}

function sayTooLarge(bytes: number): string {
  return `signal: may have at most ${LIMITS.signalBytes} bytes, got ${bytes}`;
}
