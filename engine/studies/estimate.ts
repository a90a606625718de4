import { createConditionCounts } from './condition-answers.ts';
import type { BackTestReport, ConditionAnswers, Estimate } from './contract.ts';
import { type StoredTest, testStored } from './test-stored.ts';

/**
 * Signals that are tested: some hundred milliseconds of work. With more there are, a sample of the customers is tested.
 */
const SAMPLE_SIGNALS = 6_000;
/** A sample that comes out larger than planned, because few customers sent much, is cut here. */
const MOST_SIGNALS = 2 * SAMPLE_SIGNALS;
/** Customers in a sample are fewer than its signals. */
const MOST_CUSTOMERS = MOST_SIGNALS;
/** Milliseconds after which an estimate takes what it has read so far. */
const MOST_MS = 1_400;
/** Milliseconds of work after which signals get their turn. */
const SLICE_MS = 2;

export interface EstimateParts
  extends Omit<StoredTest, 'observer' | 'mostCustomers' | 'mostSignals' | 'oneIn' | 'assume' | 'windowMs'> {
  /** The document of the trigger, which has the paths of its conditions. */
  readonly body: unknown;
  /** Aborting ends it early. */
  readonly cancelled: AbortSignal;
  /** Milliseconds that have gone by since it was asked for; they count against its time. */
  readonly spentMs?: number;
}

/**
 * Counts what a trigger would have done over the stored signals of a period, within a bounded time. Where there are too
 * many signals for that, it tests all signals of a part of the customers and scales the counts up. Throws
 * EstimateCancelled.
 */
export async function estimateTrigger({ body, cancelled, spentMs = 0, ...parts }: EstimateParts): Promise<Estimate> {
  const { live, trigger: name, vocabulary, period, recordings } = parts;
  const conditions = createConditionCounts(live.matcher.triggers.get(name)!, body, vocabulary);
  const of = await recordings.count(period);
  const oneIn = Math.max(1, Math.ceil(of / SAMPLE_SIGNALS));
  const run = await testStored({
    ...parts,
    oneIn,
    assume: new Set(),
    windowMs: 0,
    mostCustomers: MOST_CUSTOMERS,
    mostSignals: MOST_SIGNALS,
    observer: { woke: conditions.take },
  });
  const tooLong = AbortSignal.timeout(Math.max(MOST_MS - Math.round(spentMs), 100));
  let read = 0;
  const report = await run({
    progress: (done) => {
      read = done;
    },
    interrupted: AbortSignal.any([cancelled, tooLong]),
    sliceMs: SLICE_MS,
  });
  const taken = takenOf(report);
  const isWhole = read < MOST_SIGNALS && !tooLong.aborted;
  const factor = isWhole ? oneIn : of / Math.max(1, taken);
  return scale(report, conditions.list(), { of, taken, factor, oneIn, period });
}

interface Scale {
  readonly of: number;
  readonly taken: number;
  readonly factor: number;
  /** Customers are scaled by this: those whose signals were left out had others that were tested. */
  readonly oneIn: number;
  readonly period: { readonly from: number; readonly to: number };
}

function scale(
  { woken, matches, sends, heldBack, matchedCustomers }: BackTestReport,
  conditions: readonly ConditionAnswers[],
  { of, taken, factor, oneIn, period }: Scale,
): Estimate {
  const times = (count: number) => Math.round(count * factor);
  return {
    woke: times(woken.times),
    matched: times(matches),
    sent: times(sends),
    heldBack: times(heldBack),
    people: matchedCustomers * oneIn,
    ...period,
    ...(factor > 1 && { sampled: { of, taken } }),
    conditions: conditions.map(({ path, yes, no, unknown }) => ({
      path,
      yes: times(yes),
      no: times(no),
      unknown: times(unknown),
    })),
  };
}

function takenOf({ signals: { tested, refused, passedOver } }: BackTestReport): number {
  return tested + refused + passedOver;
}
