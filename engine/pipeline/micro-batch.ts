import { from, Observable, type ObservableInput } from 'rxjs';

/**
 * Hands what piled up while the last batch was under way to `project`, one batch at a time and in order: batches grow
 * by themselves under load. The first batch waits for the end of the event loop's turn, so that what arrived together
 * goes together; with `gatherMs` each batch that is not full waits until its first item is so old. Never drops; who
 * feeds it bounds it.
 */
export function microBatch<A, B>(most: number, project: (batch: readonly A[]) => ObservableInput<B>, gatherMs = 0) {
  return (source: Observable<readonly A[]>): Observable<B> =>
    new Observable<B>((out) => {
      let pending: A[] = [];
      let isBusy = false;
      let isEnded = false;
      let gathering: NodeJS.Timeout | undefined;
      /** When the first of them came. */
      let pendingSince = 0;

      const soon = () => {
        const waitMs = pending.length < most ? gatherMs - (performance.now() - pendingSince) : 0;
        if (waitMs > 0) gathering = setTimeout(next, waitMs);
        else setImmediate(next);
      };
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
          complete: () => (gatherMs > 0 && pending.length > 0 ? soon() : next()),
        });
        out.add(running);
      };

      const feeding = source.subscribe({
        next: (items) => {
          if (gatherMs > 0 && pending.length === 0) pendingSince = performance.now();
          for (const item of items) pending.push(item);
          if (isBusy) return;
          isBusy = true;
          soon();
        },
        error: (cause: unknown) => out.error(cause),
        complete: () => {
          isEnded = true;
          if (!isBusy) out.complete();
        },
      });
      return () => {
        clearTimeout(gathering);
        feeding.unsubscribe();
      };
    });
}
