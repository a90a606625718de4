import type { Live, OpenDefinitions } from '../../definitions/contract.ts';
import type { BackTestReport, Recordings } from '../contract.ts';
import { draftOf } from '../draft.ts';
import { type StoredTest, testStored } from '../test-stored.ts';
import type { KeptPerson, KeptReport, ReachedBy } from './contract.ts';
import { createReachedCounts, differenceOf, joinReached, type Reached } from './reached.ts';
import type { StoredKept } from './store.ts';

/** Bounds what one run costs: the engine goes on with its work in between. */
const MOST_SIGNALS = 2_000_000;
const MOST_CUSTOMERS = 50_000;
/** Milliseconds of work after which signals get their turn. */
const SLICE_MS = 4;
/** Customers that are kept by id. */
const MOST_PEOPLE = 10_000;
/** Live triggers that are listed as met. */
const MOST_OVERLAPS = 50;

export interface RunParts extends Pick<StoredTest, 'vocabulary' | 'channels' | 'zoneAt' | 'histories' | 'read'> {
  readonly definitions: Pick<OpenDefinitions, 'live' | 'draft'>;
  readonly recordings: Recordings;
  readonly positionDecimals: number;
}

/** What a run leaves. */
export interface KeptResult extends Pick<StoredKept, 'tested' | 'live' | 'liveVersion' | 'difference' | 'peopleKept'> {
  readonly people: readonly KeptPerson[];
}

/**
 * Runs a kept back-test, and the live trigger of its name over the same signals where it is to be compared. Rejects
 * with the reason when it cannot be run. Of a run that was interrupted the result means nothing.
 */
export async function runKept(
  test: StoredKept,
  parts: RunParts,
  progress: (done: number, of: number) => void,
  interrupted: AbortSignal,
): Promise<KeptResult> {
  const { definitions, recordings } = parts;
  const { trigger: name, document, period, withLive } = test;
  const { live } = definitions;
  const drafted = document ? await definitions.draft([draftOf(document)], { replace: false }) : live;
  if (!drafted.triggers.has(name)) throw new Error(`there is no trigger '${name}' any more`);
  const signals = await recordings.count(period);
  if (signals > MOST_SIGNALS) {
    throw new Error(`expected a period of at most ${MOST_SIGNALS} signals; there are ${signals} in this one`);
  }
  const liveVersion = live.matcher.triggers.get(name)?.version;
  const compares = document !== undefined && withLive && liveVersion !== undefined;
  const of = compares ? 2 * signals : signals;
  const run = (within: Live, before: number) =>
    runOne(test, within, parts, (done) => progress(before + done, of), interrupted);
  const tested = await run(drafted, 0);
  const beside = compares && !interrupted.aborted ? await run(live, signals) : undefined;
  const people = joinReached(tested.reached, beside?.reached ?? new Map());
  const difference = (by: ReachedBy) => differenceOf(people, by);
  return {
    tested: tested.report,
    ...(beside && {
      live: beside.report,
      difference: { sends: difference('sends'), matches: difference('matches') },
    }),
    ...(liveVersion !== undefined && { liveVersion }),
    people: people.slice(0, MOST_PEOPLE),
    peopleKept: Math.min(people.length, MOST_PEOPLE),
  };
}

async function runOne(
  { trigger, period, assume, windowMs }: StoredKept,
  live: Live,
  { definitions: _, ...parts }: RunParts,
  progress: (done: number) => void,
  interrupted: AbortSignal,
): Promise<{ readonly report: KeptReport; readonly reached: Reached }> {
  const reached = createReachedCounts();
  const run = await testStored({
    ...parts,
    live,
    trigger,
    assume: new Set(assume),
    windowMs,
    mostCustomers: MOST_CUSTOMERS,
    mostSignals: MOST_SIGNALS,
    period,
    observer: { decided: reached.take },
  });
  return { report: withoutPeople(await run({ progress, interrupted, sliceMs: SLICE_MS })), reached: reached.all };
}

/** Customers stand in one place only, so that one who is erased is erased there. */
function withoutPeople({ who: _, samples: __, overlaps, ...report }: BackTestReport): KeptReport {
  return { ...report, overlaps: overlaps.slice(0, MOST_OVERLAPS) };
}
