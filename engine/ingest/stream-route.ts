import { LIMITS } from '../../sdk/protocol.ts';
import type { Route, SocketRoute } from './contract.ts';
import { chosenProtocol, credentialsOf } from './credentials.ts';
import { SHED_MS } from './entrance.ts';
import { type Refusal, refuse } from './replies.ts';
import { type StreamParts, StreamSession } from './stream-session.ts';

/** `GET /v1/stream`: all open streams of this engine. */
export interface Streams {
  readonly socketRoute: SocketRoute;
  /** Answers requests without an upgrade. */
  readonly route: Route;
  /** Ends every stream, after the stored signals were acknowledged. */
  endAll(code: number, reason: string): void;
  close(): void;
}

const PATH = '/v1/stream';
const NO_KEY: Refusal = { status: 401, reason: 'a key is needed: Authorization: Bearer KEY, or ?key=KEY' };
const NO_UPGRADE: Refusal = { status: 426, reason: 'this is a WebSocket: connect with Upgrade: websocket' };
const MOST_STREAMS = 50_000;
/** A frame up to this size is read and refused with a reason. A larger one cuts the connection. */
const MOST_FRAME_BYTES = 2 * LIMITS.batchBytes;
const MOST_WAITING_BYTES = 1024 * 1024;
const IDLE_SECONDS = 60;
/**
 * The interval of the check of keys: together with the second that keys take to refresh, a stream with a revoked key
 * lives about two seconds.
 */
const RECHECK_MS = 1_000;

/** Creates the streams. A valid key gets one; a stream whose key was revoked is ended. */
export function createStreams(parts: Omit<StreamParts, 'flushSoon' | 'opened' | 'closed'>): Streams {
  const open = new Set<StreamSession>();
  const dirty = new Set<StreamSession>();
  const flushAll = (): void => {
    for (const session of dirty) session.flush();
    dirty.clear();
  };
  const streamParts: StreamParts = {
    ...parts,
    flushSoon(session) {
      if (dirty.size === 0) setImmediate(flushAll);
      dirty.add(session);
    },
    opened: (session) => open.add(session),
    closed: (session) => {
      open.delete(session);
      dirty.delete(session);
    },
  };
  const recheck = setInterval(() => {
    const counts = new Map<string, boolean>();
    for (const session of open) {
      const { key } = session.credentials;
      const stillCounts = counts.get(key) ?? parts.keys.check(key) !== undefined;
      counts.set(key, stillCounts);
      if (!stillCounts) session.end(1008, 'the key was revoked');
    }
  }, RECHECK_MS);

  return {
    socketRoute: {
      path: PATH,
      mostBytes: MOST_FRAME_BYTES,
      mostWaitingBytes: MOST_WAITING_BYTES,
      idleSeconds: IDLE_SECONDS,
      accept(exchange) {
        const credentials = credentialsOf(exchange, parts.keys);
        if (!credentials) refuse(exchange, NO_KEY);
        else if (parts.isClosing())
          refuse(exchange, { status: 503, reason: 'the engine is stopping', waitMs: SHED_MS });
        else if (open.size >= MOST_STREAMS) {
          refuse(exchange, { status: 503, reason: 'too many streams are open', waitMs: SHED_MS });
        } else return { session: new StreamSession(credentials, streamParts), protocol: chosenProtocol(exchange) };
        return undefined;
      },
    },
    route: {
      method: 'GET',
      path: PATH,
      handle: (exchange) => refuse(exchange, NO_UPGRADE),
    },
    endAll(code, reason) {
      for (const session of open) session.end(code, reason);
    },
    close() {
      clearInterval(recheck);
    },
  };
}
