import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What the peer does with the next requests. */
export type HttpScript =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      /** Sends the body byte by byte, so often. */
      readonly byteEveryMs?: number;
    }
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
}

export interface HttpPeer {
  readonly port: number;
  readonly host: string;
  script: HttpScript;
  /** Requests that were read to their end, whatever the answer. */
  readonly read: HttpCall[];
  /** Requests the peer acted on. */
  readonly taken: HttpCall[];
  stop(): Promise<void>;
}

/** A scripted HTTP server on the loopback interface: answers what the script says, and keeps what it took. */
export async function startHttpPeer(): Promise<HttpPeer> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const { script } = peer;
    if (script === 'reset-before-read') {
      request.socket.resetAndDestroy();
      return;
    }
    const chunks: Buffer[] = [];
    request.on('error', () => undefined).on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const call = { method, url, headers, body: Buffer.concat(chunks).toString() };
      peer.read.push(call);
      if (script === 'never') return;
      if (script === 'take-then-reset') {
        peer.taken.push(call);
        request.socket.resetAndDestroy();
        return;
      }
      if (script.status >= 200 && script.status < 300) peer.taken.push(call);
      respond(response, script);
    });
  });
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
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return peer;
}

function respond(response: ServerResponse, script: Exclude<HttpScript, string>): void {
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
