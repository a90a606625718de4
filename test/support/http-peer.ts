import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2Stream } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';

/** One answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sends the body byte by byte, so often. */
  readonly byteEveryMs?: number;
}

/** What the peer does with the next requests. */
export type HttpScript =
  | HttpAnswer
  /** Answers by the request. */
  | ((call: HttpCall) => HttpAnswer)
  /** Reads the request and says nothing. */
  | 'never'
  /** Closes before it reads the body. */
  | 'reset-before-read'
  /** Reads the request, acts on it and closes without a word. */
  | 'take-then-reset';

export interface HttpCall {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: Buffer;
}

export interface HttpPeer {
  readonly port: number;
  readonly host: string;
  script: HttpScript;
  /** Requests that were read to their end, whatever the answer. */
  readonly read: HttpCall[];
  /** Requests the peer acted on. */
  readonly taken: HttpCall[];
  /** Resolves when the next request was read to its end. */
  nextRead(): Promise<void>;
  stop(): Promise<void>;
}

export interface HttpPeerOptions {
  /** Answers a request whatever the script is: one that is no message, or that breaks the rules. */
  readonly aside?: (call: HttpCall) => HttpAnswer | undefined;
  /** Speaks HTTP/2 with this key and certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A scripted HTTP server on the loopback interface: answers what the script says, and keeps what it took. */
export async function startHttpPeer({ aside, tls }: HttpPeerOptions = {}): Promise<HttpPeer> {
  const sockets = new Set<Socket>();
  const reads = new EventEmitter();
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const { script } = peer;
    const reset = () => {
      const { stream } = request as { stream?: Http2Stream };
      if (stream) stream.session?.destroy();
      else request.socket.resetAndDestroy();
    };
    if (script === 'reset-before-read') {
      reset();
      return;
    }
    const chunks: Buffer[] = [];
    request.on('error', () => undefined).on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const bytes = Buffer.concat(chunks);
      const call = { method, url, headers, bytes, body: bytes.toString() };
      const other = aside?.(call);
      if (other) {
        respond(response, other);
        return;
      }
      peer.read.push(call);
      reads.emit('read');
      if (script === 'never') return;
      if (script === 'take-then-reset') {
        peer.taken.push(call);
        reset();
        return;
      }
      const answer = typeof script === 'function' ? script(call) : script;
      if (answer.status >= 200 && answer.status < 300) peer.taken.push(call);
      respond(response, answer);
    });
  };
  const server = tls ? createSecureServer(tls, handle as never) : createServer(handle);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const peer: HttpPeer = {
    port,
    host: `127.0.0.1:${port}`,
    script: { status: 204 },
    read: [],
    taken: [],
    nextRead: () => once(reads, 'read').then(() => undefined),
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return peer;
}

function respond(response: ServerResponse, script: HttpAnswer): void {
  const { status, headers = {}, body = '', byteEveryMs } = script;
  response.writeHead(status, headers);
  if (byteEveryMs === undefined) {
    response.end(body);
    return;
  }
  response.flushHeaders();
  let next = 0;
  const timer = setInterval(() => {
    response.write(body[next++ % body.length] ?? ' ');
  }, byteEveryMs);
  response.on('close', () => clearInterval(timer));
}
