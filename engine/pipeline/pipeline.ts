import { filter, firstValueFrom, from, map, merge, of, Subject, tap } from 'rxjs';
import type { Signal } from '../../sdk/protocol.ts';
import { isLate } from '../../triggers/time/lateness.ts';
import { ERASED_DAYS } from '../context/contract.ts';
import type { Clock } from '../contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { SignalRow } from '../outcomes/contract.ts';
import { type CatchUpParts, createCatchUp } from './catch-up.ts';
import type { Arrival, Pipeline, PipelineProbe } from './contract.ts';
import { createEnqueue, type EnqueueParts } from './enqueue.ts';
import { advanceBatch, createBatch, type LaneParts, type WrittenBatch } from './lane.ts';
import { microBatch } from './micro-batch.ts';
import { type Batch, stage } from './stage.ts';

/** Signals in one batch: bounds how long one Lua call holds Redis. */
const MOST_IN_BATCH = 256;
/** Messages handed to the queue together: bounds how long that holds Redis. */
const MOST_TO_QUEUE = 256;
/** Messages wait so long for others: a parcel costs the queue and the deliveries not much more than one message. */
const GATHER_MS = 4;

export interface PipelineParts extends Omit<LaneParts, 'has'>, EnqueueParts, Pick<CatchUpParts, 'reach'> {
  /** Takes a signal about the world. */
  readonly takeWorld: (signal: Signal) => Promise<void> | void;
  readonly clock: Clock;
  readonly probe: PipelineProbe;
  /** Signals accepted and not yet stored, at most; beyond it `offer` says no. */
  readonly mostWaiting: number;
  /** Entries in an outcomes stream, at most; beyond it `offer` says no until the sink has caught up. */
  readonly mostBacklog: number;
  /** Whether Redis has room for more than what makes room there; without it `offer` says no. Absent: it has. */
  readonly hasRoom?: () => boolean;
}

/**
 * The way of a signal: lanes, one a shard, each one batch at a time: decide and write, settle; then the messages go to the
 * queue. A customer's signals keep their order; whatever arrives while a batch is under way makes the next one.
 */
export function startPipeline(parts: PipelineParts): Pipeline {
  const { contexts, kinds, clock, probe, reach } = parts;
  const catchUp = createCatchUp({ live: () => parts.batchView().live, reach, push, clock });
  const lane: LaneParts = { ...parts, has: catchUp.has };
  const enqueue = createEnqueue(parts);
  const inlets = Array.from({ length: contexts.shards }, () => new Subject<readonly Arrival[]>());
  const worldInlet = new Subject<readonly Arrival[]>();
  const quiet = new Subject<void>();
  let waiting = 0;
  /** Messages that are decided and not in the queue yet. */
  let unqueued = 0;
  let isClosed = false;

  const done = () => {
    if (waiting === 0 && unqueued === 0) quiet.next();
  };
  const gone = (messages: number) => {
    unqueued -= messages;
    done();
  };
  const settle = (written: WrittenBatch) => {
    push(written.moved);
    catchUp.hold(written.early);
    for (const { settle } of written.erased) settle({ rejected: ERASED });
    for (const { arrivals, advanced } of written.results) {
      const { repeats, outcomes } = advanced;
      for (let i = 0; i < arrivals.length; i++) arrivals[i]!.settle(repeats.has(i) ? 'duplicate' : 'accepted');
      for (const outcome of outcomes) probe.happened(outcome);
    }
    return of(written);
  };
  const lanes = inlets.map((inlet, shard) =>
    inlet.pipe(
      microBatch(MOST_IN_BATCH, (arrivals: readonly Arrival[]) =>
        of(createBatch(shard, catchUp.join(arrivals))).pipe(
          stage('decide', (batch) => from(advanceBatch(batch, lane)), probe),
          stage('settle', settle, probe),
        ),
      ),
    ),
  );
  const handOver = merge(...lanes).pipe(
    map(({ results }) => results.flatMap(({ advanced }) => advanced.change?.jobs ?? [])),
    tap((jobs) => {
      unqueued += jobs.length;
    }),
    filter((jobs) => jobs.length > 0),
    // What could not be handed over stays in the outbox, which does it again.
    microBatch(
      MOST_TO_QUEUE,
      (jobs: readonly DeliveryJob[]) => {
        const batch: Batch = { size: jobs.length, turnAway: () => gone(jobs.length) };
        const hand = async () => ({ ...batch, queued: await enqueue.hand(jobs) });
        return of(batch).pipe(stage('enqueue', () => from(hand()), probe));
      },
      GATHER_MS,
    ),
    // The next are handed over meanwhile.
    stage('note', ({ queued, size }) => from(enqueue.note(queued).then(() => gone(size))), probe),
  );
  const worldLane = worldInlet.pipe(
    microBatch(MOST_IN_BATCH, (arrivals: readonly Arrival[]) =>
      of({ ...createBatch(0, arrivals), arrivals }).pipe(stage('world', takeWorld(parts), probe)),
    ),
  );
  const running = merge(handOver, worldLane).subscribe();

  function push(arrivals: readonly Arrival[]): void {
    if (arrivals.length === 0) return;
    if (isClosed) {
      for (const { settle } of arrivals) settle({ rejected: 'the engine is stopping; send it again', again: true });
      return;
    }
    const byInlet = new Map<Subject<readonly Arrival[]>, Arrival[]>();
    for (const arrival of arrivals) {
      const { customer, kind } = arrival.signal;
      const inlet = kinds.get(kind)?.about === 'world' ? worldInlet : inlets[contexts.shardOf(customer)]!;
      const share = byInlet.get(inlet);
      if (share) share.push(arrival);
      else byInlet.set(inlet, [arrival]);
    }
    for (const [inlet, share] of byInlet) inlet.next(share);
  }

  /** Counts an arrival in, and out again when it is settled. */
  function counted({ signal, receivedAt, repeats, settle }: Arrival): Arrival {
    waiting++;
    return {
      signal,
      receivedAt,
      repeats,
      settle(verdict) {
        waiting--;
        const said = typeof verdict === 'string' ? verdict : 'rejected';
        probe.settled(signal.kind, said, clock.wall() - receivedAt);
        settle(verdict);
        done();
      },
    };
  }

  const isBusy = () => waiting > 0 || unqueued > 0;
  const idle = async () => {
    const wasBusy = isBusy();
    // Quiet may last a moment only: the last signal of a batch is settled just before its messages go on.
    while (isBusy()) await firstValueFrom(quiet);
    return wasBusy;
  };
  return {
    get waiting() {
      return waiting;
    },
    offer(arrivals) {
      if (
        isClosed ||
        waiting + arrivals.length > parts.mostWaiting ||
        unqueued > parts.mostWaiting ||
        contexts.backlog > parts.mostBacklog ||
        parts.hasRoom?.() === false
      )
        return false;
      push(arrivals.map(counted));
      return true;
    },
    push: (arrivals) => push(arrivals.map(counted)),
    idle,
    async close() {
      isClosed = true;
      catchUp.close();
      await idle();
      for (const inlet of inlets) inlet.complete();
      worldInlet.complete();
      running.unsubscribe();
    },
  };
}

const ERASED = `customer: was erased; for ${ERASED_DAYS} days signals of theirs are not taken`;

/** Takes signals about the world, each id once. A signal whose row could not be stored is taken again: that changes nothing. */
function takeWorld({ takeWorld: take, contexts, clock }: PipelineParts) {
  return async function* ({ arrivals }: Batch & { readonly arrivals: readonly Arrival[] }) {
    const { worldSignals } = contexts;
    const known = new Set(await worldSignals.known(arrivals.map(({ signal }) => signal.id)));
    const rows: SignalRow[] = [];
    const verdicts: ('accepted' | 'duplicate')[] = [];
    for (const { signal, receivedAt } of arrivals) {
      verdicts.push(known.has(signal.id) ? 'duplicate' : 'accepted');
      if (known.has(signal.id)) continue;
      known.add(signal.id);
      await take(signal);
      rows.push({ signal, receivedAt, late: isLate(signal.at, clock.now()) });
    }
    if (rows.length > 0) await worldSignals.append(rows, clock.wall());
    arrivals.forEach(({ settle }, i) => {
      settle(verdicts[i]!);
    });
    yield arrivals.length;
  };
}
