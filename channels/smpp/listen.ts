import type { HookEvent } from '../hooks/contract.ts';
import { type Alphabet, decodeText } from './decode-text.ts';
import { createPartJoiner } from './join-parts.ts';
import { type Arrival, createReplyNames } from './name-replies.ts';
import { readDeliver } from './read-deliver.ts';

interface Listening {
  readonly now: () => number;
  readonly tell: (event: HookEvent) => void;
}

/** The parts of a long message come within seconds of each other. */
const JOIN_MS = 60_000;

/** Creates what makes events of what a centre delivers: receipts, and what customers write, long messages whole. */
export function createListener(
  { decimalReceipts, alphabet }: { readonly decimalReceipts: boolean; readonly alphabet: Alphabet },
  { now, tell }: Listening,
) {
  const nameReply = createReplyNames(now);
  const joiner = createPartJoiner(({ from, coding, bytes, arrival }) => {
    const text = decodeText(bytes, coding, alphabet);
    tell({ id: nameReply(from, text, arrival), state: 'replied', address: from.replace(/^(?=\d)/, '+'), text });
  }, JOIN_MS);
  return {
    /** Reads a `deliver_sm`. */
    hear(body: Buffer, arrival: Arrival): void {
      const news = readDeliver(body, decimalReceipts);
      if (!news) return;
      if ('receipt' in news) tell(news.receipt);
      else joiner.take(news.written, arrival);
    },
    /** Tells what has come so far of long messages. */
    close: joiner.close,
  };
}
