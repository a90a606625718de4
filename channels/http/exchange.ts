import type { Dispatcher } from 'undici';
import type { HttpReply } from './contract.ts';

/** What is read of an answer. */
export const MOST_BYTES = 65_536;

/**
 * Makes one call and reads its answer, at most `MOST_BYTES` of it. Rejects when none comes, or when the signal aborts.
 * It listens to undici itself: `agent.request` with streams for both bodies costs 100 µs CPU more (bench: channels).
 */
export function exchange(agent: Dispatcher, call: Dispatcher.DispatchOptions, signal: AbortSignal): Promise<HttpReply> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let headers: HttpReply['headers'] = {};
    let bytes = 0;
    const chunks: Buffer[] = [];
    const giveUp = () => {
      controller?.abort(signal.reason as Error);
      reject(signal.reason as Error);
    };
    const end = () => {
      signal.removeEventListener('abort', giveUp);
      resolve(replyOf(status, headers, chunks));
    };
    signal.addEventListener('abort', giveUp, { once: true });
    const listener: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started;
        // It waited for a connection while its time ran out.
        if (signal.aborted) started.abort(signal.reason as Error);
      },
      onResponseStart(_, statusCode, all) {
        status = statusCode;
        headers = all;
      },
      onResponseData(reading, chunk) {
        chunks.push(chunk);
        bytes += chunk.byteLength;
        if (bytes < MOST_BYTES) return;
        end();
        reading.abort(new Error(`an answer of more than ${MOST_BYTES} bytes`));
      },
      onResponseEnd: end,
      onResponseError(_, cause) {
        signal.removeEventListener('abort', giveUp);
        reject(cause);
      },
    };
    if (signal.aborted) giveUp();
    else agent.dispatch(call, listener);
  });
}

/** Returns an answer from what was read of it. */
export function replyOf(status: number, headers: HttpReply['headers'], chunks: readonly Buffer[]): HttpReply {
  const text = (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).subarray(0, MOST_BYTES).toString();
  return { status, headers, text, json: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
