import type { Arrival } from './name-replies.ts';
import type { WrittenPart } from './read-deliver.ts';

/** What a customer wrote, its parts joined as far as they came. */
export interface WrittenText {
  readonly from: string;
  readonly coding: number;
  readonly bytes: Buffer;
  /** That of its latest part. */
  readonly arrival: Arrival;
}

/** Joins the parts of long messages, in memory. */
export interface PartJoiner {
  /** Takes a part, in any order; one that came before changes nothing. */
  take(part: WrittenPart, arrival: Arrival): void;
  /** Tells what has come so far of messages that are not whole. */
  close(): void;
}

interface Gathering {
  readonly parts: Map<number, WrittenPart>;
  readonly total: number;
  readonly timer: NodeJS.Timeout;
  arrival: Arrival;
  isTold: boolean;
}

/** The most messages that wait for their parts, or are remembered; beyond, the oldest is told as far as it came. */
const MOST_GATHERED = 1_000;

/**
 * Creates what joins parts. `tell` is told each message once: when all of its parts are there, or `waitMs` after the
 * first one came. Until then a part that the centre hands over again is known.
 */
export function createPartJoiner(tell: (message: WrittenText) => void, waitMs: number): PartJoiner {
  const gathered = new Map<string, Gathering>();
  const end = (key: string) => {
    const gathering = gathered.get(key);
    gathered.delete(key);
    clearTimeout(gathering?.timer);
    if (gathering && !gathering.isTold) tell(join(gathering));
  };
  const begin = (key: string, total: number, arrival: Arrival): Gathering => {
    const timer = setTimeout(() => end(key), waitMs).unref();
    const gathering = { parts: new Map<number, WrittenPart>(), total, timer, arrival, isTold: false };
    gathered.set(key, gathering);
    if (gathered.size > MOST_GATHERED) end(gathered.keys().next().value!);
    return gathering;
  };
  return {
    take(part, arrival) {
      if (!part.joins) {
        tell({ ...part, arrival });
        return;
      }
      const { reference, total, part: number } = part.joins;
      const key = `${part.from} ${part.to} ${reference} ${total}`;
      const known = gathered.get(key)?.parts.get(number);
      if (known?.bytes.equals(part.bytes)) return;
      // Another message has the reference of one that is still kept.
      if (known || gathered.get(key)?.isTold) end(key);
      const gathering = gathered.get(key) ?? begin(key, total, arrival);
      gathering.arrival = arrival;
      // The bytes of a connection are not kept whole for the sake of a part.
      gathering.parts.set(number, { ...part, bytes: Buffer.from(part.bytes) });
      if (gathering.parts.size < total) return;
      gathering.isTold = true;
      tell(join(gathering));
    },
    close() {
      for (const key of [...gathered.keys()]) end(key);
    },
  };
}

/** Joins bytes, not words: a sign may be torn between two parts. */
function join({ parts, arrival }: Gathering): WrittenText {
  const all = [...parts.entries()].toSorted(([a], [b]) => a - b).map(([, part]) => part);
  const { from, coding } = all[0]!;
  return { from, coding, bytes: Buffer.concat(all.map(({ bytes }) => bytes)), arrival };
}
