import type { Readable } from 'node:stream';
import type { AttemptTime, ProviderIo } from '../contract.ts';
import { createGuardedConnector } from '../ssrf-guard.ts';
import type { HttpCall, HttpReply } from './contract.ts';
import { exchange } from './exchange.ts';
import { loadUndici } from './load-late.ts';
import type { HttpAccount } from './settings.ts';

/** A call that got no answer. */
export class HttpFault extends Error {
  override readonly name = 'HttpFault';
  /** Some of its content may have left. */
  readonly hasLeft: boolean;
  constructor(cause: unknown, hasLeft: boolean) {
    super(cause instanceof Error ? cause.message || cause.name : String(cause), { cause });
    this.hasLeft = hasLeft;
  }
}

/** The connections to one service: pooled, to public addresses only, never redirected. */
export interface HttpDoor {
  /** Makes a call that is a message: nothing of its content leaves before `time.leaving()`. Throws an HttpFault. */
  send(call: HttpCall, time: AttemptTime): Promise<HttpReply>;
  /** Makes any other call. Throws an HttpFault. */
  ask(call: HttpCall, signal: AbortSignal): Promise<HttpReply>;
  close(): Promise<void>;
}

/** A call that gets no answer ends by the signal of its attempt; this is for one that nobody waits for any more. */
const SILENCE_MS = 120_000;

/** Creates the connections to a service; none is open yet. */
export function createHttpDoor(account: HttpAccount, io: Pick<ProviderIo, 'lookup'>): HttpDoor {
  const { Agent } = loadUndici();
  const agent = new Agent({
    connect: createGuardedConnector({
      allow: account.allow,
      timeoutMs: account.connectSeconds * 1_000,
      lookup: io.lookup,
      ...(account.ca !== undefined && { ca: account.ca }),
    }),
    connections: account.connections,
    pipelining: 1,
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
  });
  return {
    async send(call, time) {
      const content = contentOf(call);
      let hasLeft = false;
      // Read once a connection takes the call.
      async function* held() {
        await time.leaving();
        time.signal.throwIfAborted();
        hasLeft = true;
        yield content.bytes;
      }
      try {
        // undici reads any iterable; its types name streams alone.
        const body = held() as unknown as Readable;
        return await exchange(agent, { ...requestOf(call, content, account.url), body }, time.signal);
      } catch (cause) {
        throw new HttpFault(cause, hasLeft);
      }
    },
    async ask(call, signal) {
      const content = contentOf(call);
      try {
        const body = content.bytes.byteLength > 0 ? content.bytes : null;
        return await exchange(agent, { ...requestOf(call, content, account.url), body }, signal);
      } catch (cause) {
        throw new HttpFault(cause, false);
      }
    },
    close: () => agent.destroy(),
  };
}

/** A call's content as it leaves. */
export function contentOf({ body }: HttpCall): { readonly bytes: Buffer; readonly type: string | undefined } {
  if (body === undefined) return { bytes: Buffer.alloc(0), type: undefined };
  if (Buffer.isBuffer(body)) return { bytes: body, type: 'application/octet-stream' };
  if (body instanceof URLSearchParams) {
    return { bytes: Buffer.from(body.toString()), type: 'application/x-www-form-urlencoded' };
  }
  return { bytes: Buffer.from(JSON.stringify(body)), type: 'application/json' };
}

/** Where a call goes: below the service's address, or to the URL that it names. */
export function urlOf({ path }: Pick<HttpCall, 'path'>, base = ''): URL {
  return new URL(/^https?:/.test(path) ? path : base.replace(/\/+$/, '') + path);
}

function requestOf(call: HttpCall, { bytes, type }: ReturnType<typeof contentOf>, base = '') {
  const { origin, pathname, search } = urlOf(call, base);
  return {
    origin,
    path: pathname + search,
    method: call.method ?? 'POST',
    headers: {
      'user-agent': 'Kairos',
      ...(type !== undefined && { 'content-type': type }),
      'content-length': String(bytes.byteLength),
      ...call.headers,
    },
  } as const;
}
