import type { Closable } from '../contract.ts';

export type Headers = readonly (readonly [name: string, value: string])[];

/** One HTTP request and its one answer. Safe to use after the client has gone: then nothing happens. */
export interface Exchange {
  readonly method: string;
  /** Readable until the handler returns. */
  readonly path: string;
  /** The network address that it came from, as text. '' once it is over. */
  readonly address: string;
  /** Answered, out of time, or the client is gone. */
  readonly isOver: boolean;
  /** Of a lower-case name; '' when absent. Readable until the handler returns. */
  header(name: string): string;
  /** Decoded. Readable until the handler returns. */
  query(name: string): string | undefined;
  /** The n-th `:part` of the route's path. Readable until the handler returns. */
  parameter(index: number): string;
  /** Collects the body; `take` gets bytes that hold only during the call. Call it before the handler returns, once. */
  body(mostBytes: number, take: (bytes: Buffer) => void | Promise<void>, tooLarge: () => void): void;
  /** The first answer counts, later ones are dropped. */
  reply(status: number, body: string, headers?: Headers): void;
}

/** What a thrown error or a rejected promise of it becomes: status 500. It never takes the process down. */
export type Handler = (exchange: Exchange) => void | Promise<void>;

export interface Route {
  /** GET answers HEAD too; ANY what no other route takes. */
  readonly method: 'GET' | 'POST' | 'OPTIONS' | 'ANY';
  /** Such as `/v1/signals` or `/v1/unsubscribe/:token`; `/v1/*` stands for all below it. */
  readonly path: string;
  readonly handle: Handler;
}

/** One open WebSocket. Safe to use after it closed: then nothing happens. */
export interface Socket {
  readonly isOpen: boolean;
  /** Bytes that wait for a slow reader. */
  readonly waitingBytes: number;
  /** False: the reader is too far behind or gone, the frame was dropped. */
  send(text: string): boolean;
  /** Closes with a code and a short reason. */
  end(code: number, reason: string): void;
}

/** What lives as long as one WebSocket. Frames come one at a time and in order. */
export interface Session {
  opened(socket: Socket): void;
  /** The bytes hold only during the call. */
  frame(bytes: Buffer): void;
  /** A slow reader has caught up. */
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
  /** Says yes with a session and, when the client offered some, the protocol chosen; or replies and says nothing. */
  accept(exchange: Exchange): { readonly session: Session; readonly protocol: string } | undefined;
}

/** A listening port. Closing it cuts what is still open. */
export interface Edge extends Closable {
  readonly port: number;
  /** Takes no new connection; those that are open go on. */
  stopListening(): void;
}
