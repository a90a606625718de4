import { Readable } from 'node:stream';
import type { AttemptTime } from './contract.ts';

/** The content of a message as a stream that gives nothing before the message may leave; fails when it must not. */
export function holdContent(content: Iterable<Buffer> | Readable, time: AttemptTime): Readable {
  const held = Readable.from(yieldAfterLeaving(time, content), { objectMode: false });
  if (!(content instanceof Readable)) return held;
  // Not read yet, nobody else hears of its failure; and whoever gives up gives both up.
  content.on('error', (cause) => held.destroy(cause));
  return held.once('close', () => content.destroy());
}

async function* yieldAfterLeaving(time: AttemptTime, content: Iterable<Buffer> | Readable) {
  await time.leaving();
  yield* content;
}
