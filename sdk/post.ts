import { frameOf, type Outgoing } from './outbox.ts';
import type { IngestReply } from './protocol.ts';
import type { Transport, TransportParts } from './transport.ts';

/**
 * Creates a transport that sends over HTTP, one batch at a time: for servers with a secret key, and where there is no
 * WebSocket.
 */
export function createPost(parts: TransportParts, request: typeof fetch): Transport {
  const { url, key, outbox, backoff, problem } = parts;
  const address = new URL('/v1/signals', url);
  const ending = new AbortController();
  let isBusy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Milliseconds to wait before the next batch. */
  const post = async (batch: readonly Outgoing[]): Promise<number> => {
    const answer = await request(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: frameOf(batch),
      signal: AbortSignal.any([ending.signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    const { status } = answer;
    const body = answerIn(await answer.text());
    if (status === 200 && body.rejected) {
      backoff.reset();
      settle(batch, body.rejected);
      return 0;
    }
    const reason = body.error ?? `the engine answered ${status}`;
    const isTooLarge = status === 413 && batch.length > 1;
    if (isTooLarge || status === 408) outbox.slowDown();
    if (isTooLarge || isForNow(status)) {
      outbox.giveBack();
      const askedMs = backoff.askedMs(Number(answer.headers.get('retry-after')) * 1_000 || 0);
      return isTooLarge ? 0 : Math.max(backoff.nextMs(), askedMs);
    }
    problem(reason);
    for (const { id } of batch) outbox.settle({ id, verdict: 'rejected', reason });
    return 0;
  };
  const settle = (batch: readonly Outgoing[], rejected: IngestReply['rejected']): void => {
    const reasons = new Map(rejected.map(({ index, reason }) => [index, reason]));
    batch.forEach(({ id }, index) => {
      const reason = reasons.get(index);
      outbox.settle(reason === undefined ? { id, verdict: 'accepted' } : { id, verdict: 'rejected', reason });
    });
  };
  const pump = async (): Promise<void> => {
    if (isBusy || timer !== undefined) return;
    isBusy = true;
    let waitMs = 0;
    for (let batch = outbox.next(); batch.length > 0 && waitMs === 0; batch = waitMs === 0 ? outbox.next() : []) {
      waitMs = await post(batch).catch((cause: unknown) => {
        outbox.slowDown();
        outbox.giveBack();
        if (!ending.signal.aborted) problem(`cannot reach ${address}: ${String(cause)}`);
        return backoff.nextMs();
      });
    }
    isBusy = false;
    if (waitMs === 0 || ending.signal.aborted) return;
    timer = setTimeout(() => {
      timer = undefined;
      void pump();
    }, waitMs);
  };

  return {
    pump: () => void pump(),
    close() {
      clearTimeout(timer);
      ending.abort();
    },
  };
}

const ANSWER_MS = 30_000;

/**
 * Reads an answer. An answer without JSON is from something between client and engine: a proxy, a portal, or the native
 * server (505).
 */
function answerIn(text: string): Partial<IngestReply> & { readonly error?: string } {
  try {
    return (JSON.parse(text) ?? {}) as Partial<IngestReply>;
  } catch {
    return {};
  }
}

/** Whether the same signals may be taken later. A 200 without the engine's answer came from something in between. */
function isForNow(status: number): boolean {
  return status < 400 || status === 408 || status === 425 || status === 429 || status >= 500;
}
