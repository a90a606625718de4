import type { HookEvent } from '../hooks/contract.ts';

/** A long message: the ids of its parts as the centre has answered, and what it has told of them. */
interface Long {
  readonly ids: string[];
  readonly count: number;
  readonly delivered: Set<string>;
  failure?: HookEvent;
  isTold: boolean;
}

/** The answers for the parts of one message. */
export interface PartIds {
  /** Notes the id that the centre gave a part. */
  note(part: number, id: string): void;
  /** Forgets the message: it was not taken whole. */
  forget(): void;
}

/** Makes of the receipts for the parts of long messages one for each message. */
export interface PartReceipts {
  /** Begins a message of so many parts. */
  begin(count: number): PartIds;
  /** Takes what the centre tells. */
  hear(event: HookEvent): void;
}

/** Parts whose receipts are awaited: some megabytes at most. What is older is told by its first part alone. */
const MOST_PARTS = 50_000;

/**
 * Creates the receipts of long messages, in the memory of this process. A message is delivered when each of its parts
 * is, and has failed when one has; it is told once, by the id of its first part. `tell` gets what comes of it, and what
 * is of no long message as it is.
 */
export function createPartReceipts(tell: (event: HookEvent) => void, most = MOST_PARTS): PartReceipts {
  const parts = new Map<string, Long>();
  const forget = ({ ids }: Long) => {
    for (const id of ids) parts.delete(id);
  };
  const settle = (long: Long) => {
    const { ids, count, delivered, failure } = long;
    const [message] = ids;
    if (message === undefined || long.isTold || (!failure && delivered.size < count)) return;
    long.isTold = true;
    const state = failure ? 'failed' : 'delivered';
    tell({ ...failure, id: `${message} ${state}`, message, state });
  };
  return {
    begin(count) {
      const long: Long = { ids: [], count, delivered: new Set(), isTold: false };
      return {
        note(part, id) {
          if (count === 1) return;
          long.ids[part] = id;
          parts.set(id, long);
          const oldest = parts.size > most ? parts.values().next().value : undefined;
          if (oldest) forget(oldest);
          settle(long);
        },
        forget: () => forget(long),
      };
    },
    hear(event) {
      const { message, state } = event;
      const long = message === undefined ? undefined : parts.get(message);
      if (!long || message === undefined) {
        tell(event);
        return;
      }
      if (state === 'failed') long.failure ??= event;
      else long.delivered.add(message);
      settle(long);
    },
  };
}
