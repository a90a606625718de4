import { frameOf, type Outgoing } from './outbox.ts';
import type { IngestReply } from './protocol.ts';
import type { Transport, TransportParts } from './transport.ts';

export interface PostParts extends TransportParts {
  /**
   * Signals outlive a refused key and an answer that is not the engine's: everything waits for so long. Absent: they
   * are rejected.
   */
  readonly refusedWaitMs?: number;
  /** Whether the engine's clock is to be asked before signals are sent. */
  asksClock?(): boolean;
  /** Takes what the engine's clock said in an answer; NaN from an engine that does not say. */
  heardClock?(exchange: { readonly sentAt: number; readonly heardAt: number; readonly engineAt: number }): void;
  /** Packs a body with gzip where that pays. */
  pack?(text: string): Promise<Uint8Array<ArrayBuffer>> | undefined;
  readonly now?: () => number;
}

/** A transport over HTTP. */
export interface Post extends Transport {
  /** Tries again now, as the network is back. */
  hurry(): void;
}

/**
 * Creates a transport that sends over HTTP, one batch at a time: for apps, for servers with a secret key, and where
 * there is no WebSocket.
 */
export function createPost(parts: PostParts, request: typeof fetch): Post {
  const { url, key, outbox, backoff, problem, refusedWaitMs, now = Date.now } = parts;
  const address = `${url.replace(/\/+$/, '')}/v1/signals`;
  let isBusy = false;
  let isEnded = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay: AbortController | undefined;

  /** Milliseconds to wait before the next batch. */
  const post = async (batch: readonly Outgoing[]): Promise<number> => {
    const text = frameOf(batch);
    const packed = await parts.pack?.(text);
    const sentAt = now();
    const answer = await ask(text, packed);
    const { status } = answer;
    const body = answerIn(await answer.text());
    if (status === 200 && body.rejected) {
      parts.heardClock?.({ sentAt, heardAt: now(), engineAt: Number(answer.headers.get('kairos-now') ?? Number.NaN) });
      backoff.reset();
      settle(outbox, batch, body.rejected);
      return 0;
    }
    return refused(batch, status, body.error, Number(answer.headers.get('retry-after')) * 1_000 || 0);
  };
  const ask = async (text: string, packed: Uint8Array<ArrayBuffer> | undefined): Promise<Response> => {
    const stop = new AbortController();
    underWay = stop;
    const late = setTimeout(() => stop.abort(), ANSWER_MS);
    try {
      return await request(address, {
        method: 'POST',
        headers: headersOf(key, packed),
        body: packed ?? text,
        // It arrives though the page is left meanwhile; the platform takes no more than this so.
        keepalive: refusedWaitMs !== undefined && (packed ?? text).length * 3 < MOST_KEPT_ALIVE,
        signal: stop.signal,
      });
    } finally {
      clearTimeout(late);
    }
  };
  const refused = (batch: readonly Outgoing[], status: number, error: string | undefined, askedMs: number): number => {
    const reason = error ?? `the engine answered ${status}`;
    const isTooLarge = status === 413 && batch.length > 1;
    const isLocked = refusedWaitMs !== undefined && (LOCKED.has(status) || error === undefined);
    if (isTooLarge || status === 408) outbox.slowDown();
    if (isTooLarge || isForNow(status)) {
      outbox.giveBack();
      return isTooLarge ? 0 : Math.max(backoff.nextMs(), backoff.askedMs(askedMs));
    }
    problem(isLocked ? `${url} takes nothing: ${reason}` : reason);
    if (isLocked) {
      outbox.giveBack();
      return Math.max(backoff.nextMs(), backoff.askedMs(refusedWaitMs));
    }
    for (const { id } of batch) outbox.settle({ id, verdict: 'rejected', reason });
    return 0;
  };
  const next = (): readonly Outgoing[] | undefined => {
    if (parts.asksClock?.()) return [];
    const batch = outbox.next();
    return batch.length > 0 ? batch : undefined;
  };
  const pump = async (): Promise<void> => {
    if (isBusy || isEnded || timer !== undefined) return;
    isBusy = true;
    let waitMs = 0;
    for (let batch = next(); batch && waitMs === 0; batch = waitMs === 0 ? next() : undefined) {
      waitMs = await post(batch).catch((cause: unknown) => {
        outbox.slowDown();
        outbox.giveBack();
        if (!isEnded) problem(`cannot reach ${address}: ${String(cause)}`);
        return backoff.nextMs();
      });
    }
    isBusy = false;
    if (waitMs === 0 || isEnded) return;
    timer = setTimeout(resume, waitMs);
  };
  const resume = (): void => {
    clearTimeout(timer);
    timer = undefined;
    void pump();
  };

  return {
    pump: () => void pump(),
    hurry() {
      backoff.reset();
      resume();
    },
    close() {
      isEnded = true;
      clearTimeout(timer);
      underWay?.abort();
    },
  };
}

function headersOf(key: string, packed: unknown): Record<string, string> {
  const plain = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return packed ? { ...plain, 'content-encoding': 'gzip' } : plain;
}

/** Settles a batch that was taken but for what is rejected. */
function settle(outbox: PostParts['outbox'], batch: readonly Outgoing[], rejected: IngestReply['rejected']): void {
  const reasons = new Map(rejected.map(({ index, reason }) => [index, reason]));
  batch.forEach(({ id }, index) => {
    const reason = reasons.get(index);
    outbox.settle(reason === undefined ? { id, verdict: 'accepted' } : { id, verdict: 'rejected', reason });
  });
}

const ANSWER_MS = 30_000;
const MOST_KEPT_ALIVE = 60_000;
/** The key is not known, or not here; or something else stands where the engine should. */
const LOCKED: ReadonlySet<number> = new Set([401, 403, 404, 405, 407]);

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
