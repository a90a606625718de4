import { from, Observable, type ObservableInput } from 'rxjs';

/**
 * Hands what piled up while the last batch was under way to `project`, one batch at a time and in order: batches grow by
 * themselves under load. The first batch waits for the end of the event loop's turn, so that what arrived together goes together.
 * Never drops; who feeds it bounds it.
 */
export function microBatch<A, B>(most: number, project: (batch: readonly A[]) => ObservableInput<B>) {
  return (source: Observable<readonly A[]>): Observable<B> =>
    new Observable<B>((out) => {
      let pending: A[] = [];
      let isBusy = false;
      let isEnded = false;

      const next = () => {
        if (pending.length === 0) {
          isBusy = false;
          if (isEnded) out.complete();
          return;
        }
        const batch = pending.length <= most ? pending : pending.slice(0, most);
        pending = pending.length <= most ? [] : pending.slice(most);
        const running = from(project(batch)).subscribe({
          next: (result) => out.next(result),
          error: (cause: unknown) => out.error(cause),
          complete: next,
        });
        out.add(running);
      };

      const feeding = source.subscribe({
        next: (items) => {
          for (const item of items) pending.push(item);
          if (isBusy) return;
          isBusy = true;
          setImmediate(next);
        },
        error: (cause: unknown) => out.error(cause),
        complete: () => {
          isEnded = true;
          if (!isBusy) out.complete();
        },
      });
      return () => feeding.unsubscribe();
    });
}
