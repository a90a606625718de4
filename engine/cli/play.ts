import type { Client } from './client.ts';
import type { Io } from './contract.ts';
import { createRebase, dueAt, type Pacing } from './pacing.ts';
import { type Outgoing, type Sent, sendBatch } from './send-batches.ts';
import type { Recorded } from './tracks/contract.ts';

/** Signals in one request, and how long the first of them may wait for the others. */
const BATCH_SIGNALS = 500;
const BATCH_MS = 50;

/** Plays a recording: every signal leaves when it is due, in the order of the file. Ends early when interrupted. */
export async function play(
  recording: AsyncIterable<Recorded>,
  pacing: Pacing,
  client: Client,
  io: Io,
  newId: () => string,
  onSent: (sent: Sent) => void,
): Promise<Sent> {
  const rebase = createRebase(pacing, newId);
  const sent: Sent = { accepted: 0, duplicates: 0, rejected: 0, waits: 0, refused: [] };
  let batch: Outgoing[] = [];
  let leavesAt = 0;
  const flush = async () => {
    if (batch.length > 0) await sendBatch(batch, client, io, sent);
    batch = [];
    onSent(sent);
  };
  for await (const recorded of recording) {
    const due = dueAt(recorded, pacing);
    if (batch.length === BATCH_SIGNALS || (batch.length > 0 && due > leavesAt)) await flush();
    const early = due - io.now();
    if (early > 0) {
      await flush();
      await io.wait(early);
    }
    if (io.interrupted.aborted) return sent;
    if (batch.length === 0) leavesAt = Math.max(due, io.now()) + BATCH_MS;
    batch.push({ line: recorded.line, signal: rebase(recorded, io.now()) });
  }
  await flush();
  return sent;
}
