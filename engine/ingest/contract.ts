import type { Closable } from '../contract.ts';

export type Headers = readonly (readonly [name: string, value: string])[];

/** One HTTP request and its one answer. After the client has gone every call is safe and does nothing. */
export interface Exchange {
  readonly method: string;
  /** Readable until the handler returns. */
  readonly path: string;
  /** The client's network address, as text; '' once the exchange is over. */
  readonly address: string;
  /** Whether it was answered, ran out of time, or lost its client. */
  readonly isOver: boolean;
  /** Returns the header of a lower-case name; '' when absent. Readable until the handler returns. */
  header(name: string): string;
  /** Returns a decoded query parameter. Readable until the handler returns. */
  query(name: string): string | undefined;
  /** The query as it came, without the question mark. Readable until the handler returns. */
  readonly search: string;
  /** Returns the n-th `:part` of the route's path. Readable until the handler returns. */
  parameter(index: number): string;
  /**
   * Collects the body and calls `take` with bytes that are valid only during the call. Call it once, before the handler
   * returns.
   */
  body(mostBytes: number, take: (bytes: Buffer) => void | Promise<void>, tooLarge: () => void): void;
  /** Sends the answer. Only the first one counts. */
  reply(status: number, body: string | Buffer, headers?: Headers): void;
}

/** Handles a request. A thrown error or a rejected promise becomes a 500 and never ends the process. */
export type Handler = (exchange: Exchange) => void | Promise<void>;

export interface Route {
  /** GET also answers HEAD; ANY answers every request without another route. */
  readonly method: 'GET' | 'POST' | 'OPTIONS' | 'ANY';
  /** Such as `/v1/signals` or `/v1/unsubscribe/:token`; `/v1/*` stands for all below it. */
  readonly path: string;
  readonly handle: Handler;
}

/** One open WebSocket. After it closed every call is safe and does nothing. */
export interface Socket {
  readonly isOpen: boolean;
  /** The bytes that wait for a slow reader. */
  readonly waitingBytes: number;
  /**
   * Sends a text frame, given as text or as its bytes. False: the reader is too far behind or gone, and it was dropped.
   */
  send(text: string | Buffer): boolean;
  /** Closes the socket with a code and a short reason. */
  end(code: number, reason: string): void;
}

/** Handles one WebSocket for as long as it is open. Frames come one at a time and in order. */
export interface SocketSession {
  opened(socket: Socket): void;
  /** Takes a frame; the bytes are valid only during the call. */
  frame(bytes: Buffer): void;
  /** Called when a slow reader has caught up. */
  drained(): void;
  closed(code: number): void;
}

export interface SocketRoute {
  readonly path: string;
  /** Larger frames cut the connection. */
  readonly mostBytes: number;
  /** A reader further behind than this loses frames and its connection. */
  readonly mostWaitingBytes: number;
  readonly idleSeconds: number;
  /**
   * Accepts the socket by returning a session and, if the client offered protocols, the chosen one; or replies and
   * returns undefined.
   */
  accept(exchange: Exchange): { readonly session: SocketSession; readonly protocol: string } | undefined;
}

/** A listening port. Closing it cuts the open connections. */
export interface Edge extends Closable {
  readonly port: number;
  /** Stops taking connections; the open ones go on. */
  stopListening(): void;
}
