import { type Observable, of } from 'rxjs';
import type { Signal } from '../../sdk/protocol.ts';
import { isLate } from '../../triggers/time/lateness.ts';
import type { RedisContexts } from '../context/contract.ts';
import type { Clock } from '../contract.ts';
import type { SignalRow } from '../outcomes/contract.ts';
import type { PipelineProbe, SignalArrival } from './contract.ts';
import { createBatch, MOST_IN_BATCH } from './lane.ts';
import { microBatch } from './micro-batch.ts';
import { stage } from './stage.ts';

export interface WorldLaneParts {
  readonly contexts: Pick<RedisContexts, 'worldSignals'>;
  /** Takes a signal about the world. Taking it again changes nothing. */
  readonly takeWorld: (signal: Signal) => Promise<void> | void;
  readonly clock: Clock;
  readonly probe: PipelineProbe;
}

/**
 * Takes signals about the world in order, each id once; then stores and settles them. Emits how many each batch had.
 */
export function runWorldLane(
  arrivals$: Observable<readonly SignalArrival[]>,
  parts: WorldLaneParts,
): Observable<number> {
  return arrivals$.pipe(
    microBatch(MOST_IN_BATCH, (arrivals: readonly SignalArrival[]) =>
      of({ ...createBatch(0, arrivals), arrivals }).pipe(
        stage('world', ({ arrivals }) => takeBatch(arrivals, parts), parts.probe),
      ),
    ),
  );
}

/** A signal whose row could not be stored is sent again by its client, and taken again. */
async function* takeBatch(
  arrivals: readonly SignalArrival[],
  { takeWorld, contexts: { worldSignals }, clock }: WorldLaneParts,
): AsyncGenerator<number> {
  const known = new Set(await worldSignals.known(arrivals.map(({ signal }) => signal.id)));
  const rows: SignalRow[] = [];
  const results: ('accepted' | 'duplicate')[] = [];
  for (const { signal, receivedAt } of arrivals) {
    results.push(known.has(signal.id) ? 'duplicate' : 'accepted');
    if (known.has(signal.id)) continue;
    known.add(signal.id);
    await takeWorld(signal);
    rows.push({ signal, receivedAt, late: isLate(signal.at, clock.now()) });
  }
  if (rows.length > 0) await worldSignals.append(rows, clock.wall());
  arrivals.forEach(({ settle }, i) => {
    settle(results[i]!);
  });
  yield arrivals.length;
}
