import type { Connection, Outbound, SendResult } from './contract.ts';
import { reasonOf } from './reason.ts';

/** How long a provider has, after its time is up, to say whether anything left. */
const LAST_WORD_MS = 1_000;

/**
 * One attempt to send one message: the only way a message leaves. Never throws and never lasts longer than the limit and a
 * second; a provider that says nothing by then leaves it uncertain.
 */
export async function sendOnce(connection: Connection, outbound: Outbound, limitMs: number): Promise<SendResult> {
  const abort = new AbortController();
  let lastWord: NodeJS.Timeout | undefined;
  let limit: NodeJS.Timeout | undefined;
  const silence = new Promise<SendResult>((resolve) => {
    limit = setTimeout(() => {
      lastWord = setTimeout(() => resolve(uncertain(`no verdict within ${limitMs} ms`)), LAST_WORD_MS);
      abort.abort(new Error(`no verdict within ${limitMs} ms`));
    }, limitMs);
  });
  try {
    return await Promise.race([attempt(connection, outbound, abort.signal), silence]);
  } finally {
    clearTimeout(limit);
    clearTimeout(lastWord);
  }
}

async function attempt(connection: Connection, outbound: Outbound, signal: AbortSignal): Promise<SendResult> {
  try {
    const result = await connection.send(outbound, signal);
    return result.kind === 'accepted' ? result : { ...result, reason: reasonOf(result.reason) };
  } catch (cause) {
    // Providers promise not to throw. One that does has told us nothing of what left.
    return uncertain(`the provider failed: ${reasonOf(cause)}`);
  }
}

function uncertain(reason: string): SendResult {
  return { kind: 'uncertain', reason };
}
