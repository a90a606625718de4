import type { TemplatedApp, us_listen_socket } from 'uWebSockets.js';
import { createServer } from 'node:net';
import type { Log } from '../contract.ts';
import { CannotStart } from '../contract.ts';
import type { Edge, Exchange, Route, SocketRoute } from './contract.ts';
import { EdgeExchange, type Room } from './edge-exchange.ts';
import { serveSockets } from './edge-socket.ts';
import { OPEN } from './replies.ts';

export interface EdgeOptions {
  readonly host: string;
  /** The port; 0 takes a free one. */
  readonly port: number;
  /** The name of the setting for the port, for the message when it is taken. */
  readonly portSetting: string;
  readonly routes: readonly Route[];
  readonly sockets: readonly SocketRoute[];
  /** An exchange without an answer in this time is answered by the edge. A body gets more time while it moves on. */
  readonly answerWithinMs: number;
  readonly log: Log;
  /** Called for each answer, with the route's path and the status. */
  readonly answered?: (route: string, status: number) => void;
}

type Native = typeof import('uWebSockets.js');
/** The native side takes all four; its declaration knows them only in threes. */
type Listen = (host: string, port: number, options: number, done: (socket: us_listen_socket | false) => void) => void;

const EXCLUSIVE_PORT = 1;
const SWEEP_MS = 1_000;

/**
 * Opens the public port. Only this file and the files `edge-*.ts` use uWebSockets.js, so it can be swapped. Rejects
 * with advice when the native part does not load here, or the port is taken.
 */
export async function openEdge(options: EdgeOptions, load: () => Promise<Native> = importNative): Promise<Edge> {
  const native = await load().catch((cause: unknown) => {
    throw new CannotStart(UNSUPPORTED, { cause });
  });
  const { log, answered = () => undefined } = options;
  const room: Room = {
    open: new Set(),
    heldBytes: 0,
    answered,
    failed(exchange, cause) {
      log.error('a request failed', { cause });
      exchange.reply(500, '{"error":"internal error"}', OPEN);
    },
  };
  const app = native.App();
  for (const route of options.sockets) serveSockets(app, route, room, log);
  for (const route of options.routes) serve(app, route, room);
  const listening = await listen(app, options);
  const sweep = setInterval(() => {
    const now = performance.now();
    for (const exchange of room.open) exchange.answerOverdue(now, options.answerWithinMs);
  }, SWEEP_MS);
  let isListening = true;
  let isClosed = false;
  const stopListening = (): void => {
    if (isListening) native.us_listen_socket_close(listening);
    isListening = false;
  };
  return {
    port: native.us_socket_local_port(listening),
    stopListening,
    async close() {
      if (isClosed) return;
      isClosed = true;
      clearInterval(sweep);
      stopListening();
      app.close();
    },
  };
}

function importNative(): Promise<Native> {
  return import('uWebSockets.js').then((module) => ('default' in module ? (module.default as Native) : module));
}

const UNSUPPORTED =
  `the public edge (uWebSockets.js) has no native part for Node ${process.versions.node} on ${process.platform}-${process.arch}: ` +
  'it loads on Node 20 with glibc 2.27 or newer (Debian 10, Ubuntu 18.04), on Node 22 and 24 with glibc 2.38 or newer ' +
  '(Debian 13, Ubuntu 24.04), on macOS and on Windows x64; not on Alpine (musl)';

const VERBS = { GET: ['get', 'head'], POST: ['post'], OPTIONS: ['options'], ANY: ['any'] } as const;

function serve(app: TemplatedApp, { method, path, handle }: Route, room: Room): void {
  for (const verb of VERBS[method]) {
    app[verb](path, (response, request) => {
      const name = verb === 'any' ? request.getCaseSensitiveMethod() : verb.toUpperCase();
      const exchange = new EdgeExchange(name, path, response, request, room);
      run(handle, exchange, room);
      exchange.returned();
    });
  }
}

function run(handle: Route['handle'], exchange: Exchange, room: Room): void {
  try {
    handle(exchange)?.catch((cause: unknown) => room.failed(exchange, cause));
  } catch (cause) {
    room.failed(exchange, cause);
  }
}

async function listen(app: TemplatedApp, { host, port, portSetting }: EdgeOptions): Promise<us_listen_socket> {
  const socket = await new Promise<us_listen_socket | false>((resolve) => {
    (app.listen as unknown as Listen).call(app, host, port, EXCLUSIVE_PORT, resolve);
  });
  if (socket) return socket;
  throw new CannotStart(
    `cannot listen on ${host}:${port}: ${await reasonFor(host, port)}; set ${portSetting} to another port`,
  );
}

/** Asks Node's own server why the port cannot be opened, as the native side does not say. */
function reasonFor(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      resolve(
        error.code === 'EADDRINUSE' ? 'the port is in use' : error.code === 'EACCES' ? 'not allowed' : error.message,
      );
    });
    probe.listen(port, host, () => probe.close(() => resolve('it was refused')));
  });
}
