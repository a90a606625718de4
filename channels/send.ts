import type { AttemptTime, Connection, Outbound, SendResult } from './contract.ts';
import { reasonOf } from './reason.ts';

/** The time that a provider has, after its limit is reached, to say whether anything left. */
const LAST_WORD_MS = 1_000;

/**
 * Makes one attempt to send one message: the only way a message leaves. Never throws, and ends at most a second after
 * the limit. `mayLeave` is asked at the point of no return, once: it resolves with undefined, or with the reason why
 * the message must not leave. An attempt without a verdict is `uncertain` when it was past that point, else
 * `transient`.
 */
export async function sendOnce(
  connection: Connection,
  outbound: Outbound,
  limitMs: number,
  mayLeave: () => Promise<string | undefined> = async () => undefined,
): Promise<SendResult> {
  const abort = new AbortController();
  const time = {
    signal: abort.signal,
    hasLeft: false,
    async leaving() {
      if (time.hasLeft) return;
      const why = (await mayLeave()) ?? (abort.signal.aborted ? reasonOf(abort.signal.reason) : undefined);
      if (why !== undefined) throw new Error(`it may not leave: ${why}`);
      time.hasLeft = true;
    },
  };
  let lastWord: NodeJS.Timeout | undefined;
  let limit: NodeJS.Timeout | undefined;
  const silence = new Promise<SendResult>((resolve) => {
    limit = setTimeout(() => {
      const why = `no verdict within ${limitMs} ms`;
      lastWord = setTimeout(() => resolve(withoutVerdict(why, time)), LAST_WORD_MS);
      abort.abort(new Error(why));
    }, limitMs);
  });
  try {
    return await Promise.race([verdictOf(connection, outbound, time), silence]);
  } finally {
    clearTimeout(limit);
    clearTimeout(lastWord);
  }
}

async function verdictOf(connection: Connection, outbound: Outbound, time: AttemptTime): Promise<SendResult> {
  try {
    const result = await connection.send(outbound, time);
    return result.kind === 'accepted' ? result : { ...result, reason: reasonOf(result.reason) };
  } catch (cause) {
    // Providers promise not to throw. One that does has told us nothing of what left.
    return withoutVerdict(`the provider failed: ${reasonOf(cause)}`, time);
  }
}

function withoutVerdict(reason: string, { hasLeft }: AttemptTime): SendResult {
  return { kind: hasLeft ? 'uncertain' : 'transient', reason };
}
