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
    return this.heldBytes > 0;
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
    const parts: Buffer[] = [];
    this.response.onData((chunk, isLast) => {
      if (this.isOver) return;
      const bytes = Buffer.from(chunk);
      const total = this.heldBytes + bytes.length;
      try {
        if (total > mostBytes) {
          this.mustClose = true;
          tooLarge();
        } else if (!isLast) this.hold(parts, bytes);
        else {
          const whole = parts.length === 0 ? bytes : Buffer.concat([...parts, bytes], total);
          take(whole)?.catch((cause: unknown) => this.room.failed(this, cause));
        }
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

  private hold(parts: Buffer[], bytes: Buffer): void {
    if (this.room.heldBytes + bytes.length > MOST_HELD_BYTES) {
      this.mustClose = true;
      this.reply(503, 'too many requests are on their way');
      return;
    }
    // The native side takes its memory back when this returns.
    parts.push(Buffer.from(bytes));
    this.heldBytes += bytes.length;
    this.room.heldBytes += bytes.length;
  }

  private finish(): void {
    this.isOver = true;
    this.room.heldBytes -= this.heldBytes;
    this.heldBytes = 0;
    this.room.open.delete(this);
  }
}
