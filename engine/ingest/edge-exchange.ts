import type { HttpRequest, HttpResponse, us_socket_context_t } from 'uWebSockets.js';
import { STATUS_CODES } from 'node:http';
import type { Exchange, Headers } from './edge-contract.ts';

/** What the exchanges of one edge share. */
export interface Room {
  readonly open: Set<EdgeExchange>;
  /** Bytes of bodies that are still on their way. */
  heldBytes: number;
  /** A handler threw: log it and answer. Must not throw. */
  failed(exchange: Exchange, cause: unknown): void;
}

const MOST_HELD_BYTES = 256 * 1024 * 1024;
const SMALLEST_HELD_BYTES = 16 * 1024;
const NOTHING = Buffer.alloc(0);
const NO_HEADERS: Headers = [];
const STATUS_LINES = new Map(Object.entries(STATUS_CODES).map(([code, text]) => [Number(code), `${code} ${text}`]));

/** An exchange over uWebSockets.js. Making one attaches the abort handler, without which the native side ends the process. */
export class EdgeExchange implements Exchange {
  readonly method: string;
  readonly startedAt = performance.now();
  isOver = false;
  private readonly response: HttpResponse;
  private readonly room: Room;
  /** Lives on the stack of the native side: gone when the handler returns. */
  private request: HttpRequest | undefined;
  /** The body so far, in one piece: a client may send it byte by byte. */
  private held = NOTHING;
  private heldBytes = 0;
  private mustClose = false;

  constructor(method: string, response: HttpResponse, request: HttpRequest, room: Room) {
    response.onAborted(() => this.finish());
    this.method = method;
    this.response = response;
    this.request = request;
    this.room = room;
    room.open.add(this);
  }

  get path(): string {
    return this.request?.getUrl() ?? '';
  }

  /** Whether a body is still on its way. */
  get isReceiving(): boolean {
    return this.held !== NOTHING;
  }

  header(name: string): string {
    return this.request?.getHeader(name) ?? '';
  }

  query(name: string): string | undefined {
    return this.request?.getQuery(name);
  }

  parameter(index: number): string {
    return this.request?.getParameter(index) ?? '';
  }

  body(mostBytes: number, take: (bytes: Buffer) => void | Promise<void>, tooLarge: () => void): void {
    const declared = Number(this.header('content-length'));
    if (declared > mostBytes) {
      this.mustClose = true;
      tooLarge();
      return;
    }
    this.response.onData((chunk, isLast) => {
      if (this.isOver) return;
      const bytes = Buffer.from(chunk);
      const total = this.heldBytes + bytes.length;
      try {
        if (total > mostBytes) {
          this.mustClose = true;
          tooLarge();
        } else if (isLast && this.heldBytes === 0) this.hand(take, bytes);
        else if (this.hold(bytes) && isLast) this.hand(take, this.held.subarray(0, total));
      } catch (cause) {
        this.room.failed(this, cause);
      }
    });
  }

  reply(status: number, body: string, headers: Headers = NO_HEADERS): void {
    if (this.isOver) return;
    this.finish();
    this.response.cork(() => {
      this.response.writeStatus(STATUS_LINES.get(status) ?? String(status));
      for (const [name, value] of headers) this.response.writeHeader(name, value);
      if (this.method === 'HEAD') this.response.endWithoutBody(Buffer.byteLength(body), this.mustClose);
      else this.response.end(body, this.mustClose);
    });
  }

  /** Turns the connection into a WebSocket that carries `data`. Only before the handler returns. */
  upgrade(data: unknown, protocol: string, context: us_socket_context_t): void {
    if (this.isOver) return;
    const key = this.header('sec-websocket-key');
    const extensions = this.header('sec-websocket-extensions');
    this.finish();
    this.response.upgrade(data, key, protocol, extensions, context);
  }

  /** The handler has returned: from now on the request cannot be read. */
  returned(): void {
    this.request = undefined;
  }

  private hand(take: (bytes: Buffer) => void | Promise<void>, whole: Buffer): void {
    this.release();
    take(whole)?.catch((cause: unknown) => this.room.failed(this, cause));
  }

  /** Copies, for the native side takes its memory back. False: there is no room, and the client was told so. */
  private hold(bytes: Buffer): boolean {
    const total = this.heldBytes + bytes.length;
    if (total > this.held.length) {
      const size = Math.max(total, 2 * this.held.length, SMALLEST_HELD_BYTES);
      if (this.room.heldBytes + size > MOST_HELD_BYTES) {
        this.mustClose = true;
        this.reply(503, 'too many requests are on their way');
        return false;
      }
      const larger = Buffer.allocUnsafe(size);
      this.held.copy(larger, 0, 0, this.heldBytes);
      this.room.heldBytes += size - this.held.length;
      this.held = larger;
    }
    bytes.copy(this.held, this.heldBytes);
    this.heldBytes = total;
    return true;
  }

  private finish(): void {
    this.isOver = true;
    this.release();
    this.room.open.delete(this);
  }

  private release(): void {
    this.room.heldBytes -= this.held.length;
    this.held = NOTHING;
    this.heldBytes = 0;
  }
}
