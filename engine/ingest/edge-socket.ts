import type { TemplatedApp, WebSocket } from 'uWebSockets.js';
import type { Log } from '../contract.ts';
import type { Socket, SocketRoute, SocketSession } from './contract.ts';
import { EdgeExchange, type Room } from './edge-exchange.ts';

/** The data that the native side keeps with each connection. */
interface Line {
  readonly session: SocketSession;
  socket: EdgeSocket | undefined;
}

const DROPPED = 2;

/**
 * Serves a WebSocket route. A session that throws loses its connection with code 1011; no other connection is affected.
 */
export function serveSockets(app: TemplatedApp, route: SocketRoute, room: Room, log: Log): void {
  const guarded = (ws: WebSocket<Line>, step: (line: Line) => void): void => {
    const line = ws.getUserData();
    try {
      step(line);
    } catch (cause) {
      log.error('a stream failed', { path: route.path, cause });
      line.socket?.end(1011, 'internal error');
    }
  };
  app.ws<Line>(route.path, {
    maxPayloadLength: route.mostBytes,
    maxBackpressure: route.mostWaitingBytes,
    // The declared type is a number, the native side reads a truth value.
    closeOnBackpressureLimit: 1,
    idleTimeout: route.idleSeconds,
    sendPingsAutomatically: true,
    upgrade(response, request, context) {
      const exchange = new EdgeExchange('GET', route.path, response, request, room);
      try {
        const accepted = route.accept(exchange);
        if (accepted) exchange.upgrade({ session: accepted.session }, accepted.protocol, context);
      } catch (cause) {
        room.failed(exchange, cause);
      }
      exchange.returned();
    },
    open: (ws) =>
      guarded(ws, (line) => {
        line.socket = new EdgeSocket(ws);
        line.session.opened(line.socket);
      }),
    message: (ws, message) => guarded(ws, ({ session }) => session.frame(Buffer.from(message))),
    drain: (ws) => guarded(ws, ({ session }) => session.drained()),
    close: (ws, code) =>
      guarded(ws, ({ session, socket }) => {
        socket?.gone();
        session.closed(code);
      }),
  });
}

class EdgeSocket implements Socket {
  isOpen = true;
  private readonly ws: WebSocket<Line>;

  constructor(ws: WebSocket<Line>) {
    this.ws = ws;
  }

  get waitingBytes(): number {
    return this.isOpen ? this.ws.getBufferedAmount() : 0;
  }

  send(text: string | Buffer): boolean {
    return this.isOpen && this.ws.send(text, false) !== DROPPED;
  }

  end(code: number, reason: string): void {
    if (this.isOpen) this.ws.end(code, reason);
  }

  /** Called when the native side has closed the socket; using it afterwards would throw. */
  gone(): void {
    this.isOpen = false;
  }
}
