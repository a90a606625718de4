import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A server between a client and an engine, which notes how bodies are packed. */
export interface ListenerBetween {
  readonly url: string;
  /** Of each body that came: its content encoding, or an empty text. */
  readonly encodings: readonly string[];
  close(): void;
}

/** Opens a server that passes each request on to an engine. */
export async function listenBetween(engine: string): Promise<ListenerBetween> {
  const encodings: string[] = [];
  const server = createServer(async (request, response) => {
    const { authorization = '', 'content-type': type = '', 'content-encoding': encoding = '' } = request.headers;
    encodings.push(encoding);
    const headers = { authorization, 'content-type': type, ...(encoding && { 'content-encoding': encoding }) };
    const answer = await fetch(engine + request.url, { method: 'POST', headers, body: await buffer(request) });
    response.statusCode = answer.status;
    response.end(await answer.text());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    encodings,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
