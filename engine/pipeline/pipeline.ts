import { from, merge, of } from 'rxjs';
import { ERASED_DAYS } from '../context/contract.ts';
import { type CatchUp, type CatchUpParts, createCatchUp } from './catch-up.ts';
import type { Arrival, Pipeline, PipelineProbe } from './contract.ts';
import type { EnqueueParts } from './enqueue.ts';
import { handOver } from './hand-over.ts';
import { createInlets } from './inlets.ts';
import { advanceBatch, createBatch, type LaneParts, MOST_IN_BATCH, type WrittenBatch } from './lane.ts';
import { microBatch } from './micro-batch.ts';
import { stage } from './stage.ts';
import { Waiting } from './waiting.ts';
import { runWorldLane, type WorldLaneParts } from './world-lane.ts';

export interface PipelineParts
  extends Omit<LaneParts, 'has'>,
    EnqueueParts,
    Pick<CatchUpParts, 'reach'>,
    Omit<WorldLaneParts, 'contexts'> {
  /** Signals accepted and not yet stored, at most; beyond it `offer` says no. */
  readonly mostWaiting: number;
  /** Entries in an outcomes stream, at most; beyond it `offer` says no until the sink has caught up. */
  readonly mostBacklog: number;
  /** Says whether Redis has room for more than what makes room there; without it `offer` says no. Absent: it has. */
  readonly hasRoom?: () => boolean;
}

/**
 * Starts the way of an arrival. Each shard has a lane, which works on one batch at a time: decide and write, then
 * settle. The messages go on to the queue. A customer's arrivals keep their order; those that come while a batch is
 * under way make the next one.
 */
export function startPipeline(parts: PipelineParts): Pipeline {
  const { contexts, kinds, clock, probe, reach } = parts;
  const waiting = new Waiting(clock, probe);
  const inlets = createInlets(contexts, kinds);
  const push = (arrivals: readonly Arrival[]) => {
    if (waiting.isClosed) turnAway(arrivals);
    else inlets.enter(arrivals);
  };
  const catchUp = createCatchUp({ live: () => parts.batchView().live, reach, push, clock });
  const lane: LaneParts = { ...parts, has: catchUp.has };
  const lanes = inlets.shards.map((inlet, shard) =>
    inlet.pipe(
      microBatch(MOST_IN_BATCH, (arrivals: readonly Arrival[]) =>
        of(createBatch(shard, catchUp.join(arrivals))).pipe(
          stage('decide', (batch) => from(advanceBatch(batch, lane)), probe),
          stage('settle', (written) => of(settle(written, push, catchUp, probe)), probe),
        ),
      ),
    ),
  );
  const running = merge(handOver(merge(...lanes), waiting, parts), runWorldLane(inlets.world, parts)).subscribe();

  const hasRoomFor = (count: number) =>
    !waiting.isClosed &&
    waiting.arrivals + count <= parts.mostWaiting &&
    waiting.messages <= parts.mostWaiting &&
    contexts.backlog <= parts.mostBacklog &&
    parts.hasRoom?.() !== false;
  const pushCounted = (arrivals: readonly Arrival[]) => push(arrivals.map((arrival) => waiting.countIn(arrival)));
  return {
    get waiting() {
      return waiting.arrivals;
    },
    offer(arrivals) {
      if (!hasRoomFor(arrivals.length)) return false;
      pushCounted(arrivals);
      return true;
    },
    push: pushCounted,
    idle: () => waiting.idle(),
    async close() {
      waiting.close();
      catchUp.close();
      await waiting.idle();
      inlets.complete();
      running.unsubscribe();
    },
  };
}

/**
 * Settles a batch that is written. Arrivals that must wait for definitions, or belong to another customer by now, go on
 * their way.
 */
function settle(
  written: WrittenBatch,
  push: (arrivals: readonly Arrival[]) => void,
  catchUp: Pick<CatchUp, 'hold'>,
  probe: PipelineProbe,
): WrittenBatch {
  push(written.moved);
  catchUp.hold(written.early);
  for (const { settle } of written.erased) settle({ rejected: ERASED });
  for (const { arrivals, advanced } of written.results) {
    const { repeats, outcomes } = advanced;
    for (let i = 0; i < arrivals.length; i++) arrivals[i]!.settle(repeats.has(i) ? 'duplicate' : 'accepted');
    for (const outcome of outcomes) probe.happened(outcome);
  }
  return written;
}

const ERASED = `customer: was erased; for ${ERASED_DAYS} days signals of theirs are not taken`;

function turnAway(arrivals: readonly Arrival[]): void {
  for (const { settle } of arrivals) settle({ rejected: 'the engine is stopping; send it again', again: true });
}
