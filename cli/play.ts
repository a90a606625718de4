import type { Client } from './client.ts';
import type { Io } from './contract.ts';
import { createRebase, dueAt, type Pacing } from './pacing.ts';
import { type Sent, sendBatch } from './send-batches.ts';
import type { Recorded } from './tracks/contract.ts';

/** Signals in one request, and how far apart they may be due. */
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
  let batch: Recorded[] = [];
  let closesAt = 0;
  let leavesAt = 0;
  const flush = async () => {
    const early = leavesAt - io.now();
    if (early > 0) await io.wait(early);
    if (batch.length === 0 || io.interrupted.aborted) return;
    const now = io.now();
    await sendBatch(
      batch.map((recorded) => ({ line: recorded.line, signal: rebase(recorded, now) })),
      client,
      io,
      sent,
    );
    batch = [];
    onSent(sent);
  };
  for await (const recorded of recording) {
    const due = dueAt(recorded, pacing);
    if (batch.length === BATCH_SIGNALS || (batch.length > 0 && due > closesAt)) await flush();
    if (io.interrupted.aborted) return sent;
    if (batch.length === 0) closesAt = due + BATCH_MS;
    leavesAt = batch.length === 0 ? due : Math.max(leavesAt, due);
    batch.push(recorded);
  }
  await flush();
  return sent;
}
