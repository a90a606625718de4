import type { Arrival, Intake, PipelineProbe, SignalArrival } from '../pipeline/contract.ts';
import type { DebugTrails, LiveFeed } from './contract.ts';

/** Decisions as they are shown; the other steps are counted only. */
const SHOWN = new Set(['held-back', 'deferred', 'expired', 'queued', 'sent', 'failed', 'uncertain']);
/** Decimals of a degree that are shown: about 100 m. */
const DECIMALS = 3;

/** The same intake, telling the feed where customers are while someone looks. */
export function watchIntake(intake: Intake, feed: Pick<LiveFeed, 'isWatched' | 'located'>): Intake {
  return {
    offer(arrivals) {
      const isTaken = intake.offer(arrivals);
      if (isTaken && feed.isWatched) for (const arrival of arrivals) locate(arrival, feed);
      return isTaken;
    },
    get waiting() {
      return intake.waiting;
    },
  };
}

/** The same way into the pipeline, telling the feed where customers are while someone looks. */
export function watchPush(
  { push }: { push(arrivals: readonly SignalArrival[]): void },
  feed: Pick<LiveFeed, 'isWatched' | 'located'>,
): { push(arrivals: readonly SignalArrival[]): void } {
  return {
    push(arrivals) {
      push(arrivals);
      if (feed.isWatched) for (const arrival of arrivals) locate(arrival, feed);
    },
  };
}

/** The same probe, telling the feed what was decided while someone looks. */
export function watchProbe(probe: PipelineProbe, feed: LiveFeed, trails: Pick<DebugTrails, 'happened'>): PipelineProbe {
  return {
    ...probe,
    settled(kind, verdict, elapsedMs) {
      probe.settled(kind, verdict, elapsedMs);
      if (feed.isWatched && verdict === 'accepted') feed.settled(elapsedMs);
    },
    happened(outcome) {
      probe.happened(outcome);
      trails.happened(outcome);
      if (!feed.isWatched || !SHOWN.has(outcome.step)) return;
      const { at, decision, step, customer, signal, trigger, place, channel, gate, why } = outcome;
      feed.decided({ at, decision, step, customer, signal, trigger, place, channel, gate, ...(why && { why }) });
    },
  };
}

/** The same counts of what wakes triggers, telling the trails of customers who are looked at. */
export function watchWoken<T extends Pick<DebugTrails, 'see' | 'miss'>>(
  woken: T,
  trails: Pick<DebugTrails, 'see' | 'miss'>,
): T {
  return {
    ...woken,
    see(matcher, moment, found, from) {
      woken.see(matcher, moment, found, from);
      trails.see(matcher, moment, found, from);
    },
    miss(trigger, moment) {
      woken.miss(trigger, moment);
      trails.miss(trigger, moment);
    },
  };
}

function locate(arrival: Arrival, feed: Pick<LiveFeed, 'located'>): void {
  if (arrival.type !== 'signal') return;
  const { signal } = arrival;
  const { lat, lon } = signal.value;
  if (typeof lat !== 'number' || typeof lon !== 'number') return;
  feed.located({ customer: signal.customer, lat: round(lat), lon: round(lon) });
}

function round(degrees: number): number {
  return Number(degrees.toFixed(DECIMALS));
}
