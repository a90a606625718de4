import { filter, from, map, type Observable, of, tap } from 'rxjs';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { PipelineProbe } from './contract.ts';
import { createEnqueue, type EnqueueParts } from './enqueue.ts';
import type { WrittenBatch } from './lane.ts';
import { microBatch } from './micro-batch.ts';
import { type Batch, stage } from './stage.ts';
import type { Waiting } from './waiting.ts';

/** Messages handed to the queue together: bounds how long that holds Redis. */
const MOST_TO_QUEUE = 256;
/** Messages wait so long for others: a parcel costs the queue and the deliveries not much more than one message. */
const GATHER_MS = 4;

/**
 * Hands the messages of written batches to the queue, some hundred at a time. A message that cannot be handed over
 * stays in the outbox; the sweep hands it over later.
 */
export function handOver(
  written$: Observable<WrittenBatch>,
  waiting: Waiting,
  parts: EnqueueParts & { readonly probe: PipelineProbe },
): Observable<void> {
  const { probe } = parts;
  const enqueue = createEnqueue(parts);
  return written$.pipe(
    map(({ results }) => results.flatMap(({ advanced }) => advanced.change?.jobs ?? [])),
    tap((jobs) => waiting.addMessages(jobs.length)),
    filter((jobs) => jobs.length > 0),
    microBatch(
      MOST_TO_QUEUE,
      (jobs: readonly DeliveryJob[]) => {
        const batch: Batch = { size: jobs.length, turnAway: () => waiting.messagesLeft(jobs.length) };
        const hand = async () => ({ ...batch, queued: await enqueue.hand(jobs) });
        return of(batch).pipe(stage('enqueue', () => from(hand()), probe));
      },
      GATHER_MS,
    ),
    // The next messages are handed over meanwhile.
    stage('note', ({ queued, size }) => from(enqueue.note(queued).then(() => waiting.messagesLeft(size))), probe),
  );
}
