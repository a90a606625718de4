import uws from 'uWebSockets.js';
import { createTokens } from '../../engine/access/tokens.ts';
import { openIngest } from '../../engine/ingest/ingest.ts';
import { NO_WATCHES } from '../../triggers/places/fences.ts';
import { buildPlacesIndex } from '../../triggers/places/places-index.ts';
import { loadSignalKinds } from '../../triggers/vocabulary/signal-kinds.ts';

/**
 * A child process that serves signals: `ours`, or the `bare` socket with JSON.parse and nothing else. Tells its port,
 * and its CPU when asked.
 */
const [kind] = process.argv.slice(2);
const port = kind === 'bare' ? await serveBare() : await serveOurs();
process.on('message', () => process.send?.({ cpu: process.cpuUsage(), rssMb: process.memoryUsage().rss / 2 ** 20 }));
process.on('disconnect', () => process.exit(0));
process.send?.({ port });

/** The whole public edge before an intake that settles at once. */
async function serveOurs(): Promise<number> {
  const quiet = () => undefined;
  const ingest = await openIngest({
    settings: { host: '127.0.0.1', port: 0, rateLimit: 1e9 },
    intake: {
      waiting: 0,
      offer(arrivals) {
        for (const arrival of arrivals) arrival.settle('accepted');
        return true;
      },
    },
    kinds: await loadSignalKinds(),
    neighbourhood: () => ({ places: buildPlacesIndex([]), rings: NO_WATCHES.rings }),
    keys: {
      ...createTokens(Buffer.alloc(32)),
      check: () => 'secret',
      nameOf: () => 'bench',
      close: async () => undefined,
    },
    hooks: { headersFor: () => undefined, take: async () => ({ status: 404, body: '' }) },
    inbox: {
      claim: async () => [],
      shown: async () => false,
      release: async () => undefined,
      watch: () => quiet,
      cards: {
        list: async () => [],
        shown: async () => false,
        dismiss: async () => false,
        watch: () => quiet,
      },
    },
    trails: { read: async () => [] },
    clock: { now: Date.now, wall: () => performance.timeOrigin + performance.now() },
    log: { info: quiet, warn: quiet, error: quiet },
    ready: () => ({ ok: true }),
    own: { tell: quiet, unsubscribe: async () => undefined },
  });
  return ingest.port;
}

/** What the same socket does when it only parses. */
function serveBare(): Promise<number> {
  const parse = (bytes: ArrayBuffer): string => {
    const body = JSON.parse(Buffer.from(bytes).toString()) as { readonly signals?: readonly unknown[] };
    return `{"accepted":${body.signals?.length ?? 1}}`;
  };
  const app = uws.App();
  app.post('/v1/signals', (response) => {
    response.onAborted(() => undefined);
    const parts: Buffer[] = [];
    response.onData((chunk, isLast) => {
      if (!isLast) parts.push(Buffer.from(Buffer.from(chunk)));
      else {
        const whole = Buffer.concat([...parts, Buffer.from(chunk)]);
        response.cork(() =>
          response.end(parse(whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length) as ArrayBuffer)),
        );
      }
    });
  });
  app.ws('/v1/stream', { maxPayloadLength: 2 ** 21, message: (ws, bytes) => void ws.send(parse(bytes)) });
  return new Promise((resolve) =>
    app.listen('127.0.0.1', 0, (socket) => resolve(socket ? uws.us_socket_local_port(socket) : 0)),
  );
}
