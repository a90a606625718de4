import { catchError, defer, EMPTY, mergeMap, type ObservableInput, type OperatorFunction, tap } from 'rxjs';
import type { PipelineProbe } from './contract.ts';

/** What travels down a lane: something with a size, that can be turned away as a whole. */
export interface Batch {
  readonly size: number;
  /** Settles everything in it that is not settled yet, as not stored. */
  turnAway(stage: string, cause: unknown): void;
}

/**
 * One step of a lane, timed and counted. A throw turns that batch away with stage and cause; it never ends the stream.
 */
export function stage<A extends Batch, B>(
  name: string,
  step: (batch: A) => ObservableInput<B>,
  probe: PipelineProbe,
): OperatorFunction<A, B> {
  return mergeMap((batch: A) =>
    defer(() => {
      const startedAt = performance.now();
      return defer(() => step(batch)).pipe(
        tap({ complete: () => probe.passed(name, batch.size, performance.now() - startedAt) }),
        catchError((cause: unknown) => {
          probe.failed(name, batch.size, cause);
          batch.turnAway(name, cause);
          return EMPTY;
        }),
      );
    }),
  );
}
