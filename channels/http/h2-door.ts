import type { ClientHttp2Session, ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { AttemptTime, ProviderIo } from '../contract.ts';
import { createGuardedConnector } from '../ssrf-guard.ts';
import type { HttpCall, HttpReply } from './contract.ts';
import { contentOf, type HttpDoor, HttpFault, urlOf } from './door.ts';
import { MOST_BYTES, replyOf } from './exchange.ts';
import { loadHttp2 } from './load-late.ts';
import type { HttpAccount } from './settings.ts';

/**
 * Creates the connection to a service that speaks HTTP/2: one session for all calls, replaced when the service ends it.
 * Undici's own ends the process where a body fails before its first byte, as one that must not leave does.
 */
export function createH2Door(account: HttpAccount, io: Pick<ProviderIo, 'lookup'>): HttpDoor {
  const connector = createGuardedConnector({
    allow: account.allow,
    timeoutMs: account.connectSeconds * 1_000,
    lookup: io.lookup,
    allowH2: true,
    ...(account.ca !== undefined && { ca: account.ca }),
  });
  let session: Promise<ClientHttp2Session> | undefined;
  let isClosed = false;
  const open = (url: URL) => {
    session ??= openSession(url, connector).then((opened) => {
      const forget = () => {
        if (session === kept) session = undefined;
      };
      opened.on('close', forget).on('goaway', forget).on('error', forget);
      if (isClosed) opened.destroy();
      return opened;
    });
    const kept = session;
    kept.catch(() => {
      if (session === kept) session = undefined;
    });
    return kept;
  };
  const call = async (written: HttpCall, signal: AbortSignal, leaving: () => Promise<void>): Promise<HttpReply> => {
    let hasLeft = false;
    try {
      signal.throwIfAborted();
      const url = urlOf(written, account.url);
      const opened = await open(url);
      await leaving();
      signal.throwIfAborted();
      hasLeft = true;
      return await exchange(opened, url, written, signal);
    } catch (cause) {
      throw new HttpFault(cause, hasLeft);
    }
  };
  return {
    send: (written, time: AttemptTime) => call(written, time.signal, () => time.leaving()),
    ask: (written, signal) => call(written, signal, async () => undefined),
    async close() {
      isClosed = true;
      (await session?.catch(() => undefined))?.destroy();
    },
  };
}

function openSession(url: URL, connector: ReturnType<typeof createGuardedConnector>): Promise<ClientHttp2Session> {
  const { protocol, hostname, host, port } = url;
  const { connect } = loadHttp2();
  return new Promise((resolve, reject) => {
    connector({ protocol, hostname, host, port, servername: '' }, (fault, socket) => {
      if (fault) reject(fault);
      else resolve(connect(url.origin, { createConnection: () => socket as Socket | TLSSocket }));
    });
  });
}

function exchange(
  session: ClientHttp2Session,
  { pathname, search }: URL,
  call: HttpCall,
  signal: AbortSignal,
): Promise<HttpReply> {
  const { bytes, type } = contentOf(call);
  const stream = session.request(
    {
      ':method': call.method ?? 'POST',
      ':path': pathname + search,
      ...(type !== undefined && { 'content-type': type }),
      ...call.headers,
    },
    { signal },
  );
  stream.end(bytes);
  return readStream(stream);
}

async function readStream(stream: ClientHttp2Stream): Promise<HttpReply> {
  let said: IncomingHttpHeaders = {};
  stream.on('response', (headers) => {
    said = headers;
  });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes >= MOST_BYTES) break;
  }
  const { ':status': status, ...headers } = said as IncomingHttpHeaders & { readonly ':status'?: number };
  if (status === undefined) throw new Error('the connection ended without an answer');
  return replyOf(status, headers, chunks);
}
