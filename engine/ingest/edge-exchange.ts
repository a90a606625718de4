import type { HttpRequest, HttpResponse, us_socket_context_t } from 'uWebSockets.js';
import { STATUS_CODES } from 'node:http';
import type { Exchange, Headers } from './contract.ts';
import { HeldBytes, type HeldTotal } from './held-bytes.ts';
import { OPEN } from './replies.ts';

/** The parts that the exchanges of one edge share. */
export interface Room extends HeldTotal {
  readonly open: Set<EdgeExchange>;
  /** Called when a request of this route was answered. */
  answered(route: string, status: number): void;
  /** Called when a handler threw: logs it and answers. Must not throw. */
  failed(exchange: Exchange, cause: unknown): void;
}

const MOST_HELD_BYTES = 256 * 1024 * 1024;
/**
 * The bytes of a refused body that are read and dropped. A connection closed upon unread bytes is reset, and the client
 * never sees the answer.
 */
const MOST_DROPPED_BYTES = 16 * 1024 * 1024;
/** A body earns time as it arrives: this many bytes a second are enough. */
const LEAST_BYTES_A_MS = 0.5;
const LONGEST_BODY_MS = 300_000;
/** The native side cuts a body slower than 16 KB/s after 8 to 12 s, unless it is told to go on before. */
const NATIVE_PATIENCE_MS = 4_000;
const NO_HEADERS: Headers = [];
const BUSY: Headers = [...OPEN, ['retry-after', '1'], ['access-control-expose-headers', 'retry-after']];
const STATUS_LINES = new Map(Object.entries(STATUS_CODES).map(([code, text]) => [Number(code), `${code} ${text}`]));

/**
 * An exchange over uWebSockets.js. Its constructor attaches the abort handler, without which the native side ends the
 * process.
 */
export class EdgeExchange implements Exchange {
  readonly method: string;
  readonly startedAt = performance.now();
  isOver = false;
  private readonly response: HttpResponse;
  private readonly room: Room;
  private readonly route: string;
  /** The native request. It is gone when the handler returns. */
  private request: HttpRequest | undefined;
  /** The body so far, if it comes in pieces. */
  private held: HeldBytes | undefined;
  private receivedBytes = 0;
  private isReceiving = false;
  /** The time since when the answer is waited for. */
  private waitsSince = this.startedAt;
  /** The refusal that is sent once no more of the body arrives. */
  private refusal: (() => void) | undefined;
  private mustClose = false;

  constructor(method: string, route: string, response: HttpResponse, request: HttpRequest, room: Room) {
    response.onAborted(() => this.finish());
    this.method = method;
    this.response = response;
    this.request = request;
    this.room = room;
    this.route = route;
    room.open.add(this);
  }

  get path(): string {
    return this.request?.getUrl() ?? '';
  }

  get address(): string {
    return this.isOver ? '' : Buffer.from(this.response.getRemoteAddressAsText()).toString();
  }

  header(name: string): string {
    return this.request?.getHeader(name) ?? '';
  }

  query(name: string): string | undefined {
    return this.request?.getQuery(name);
  }

  get search(): string {
    return this.request?.getQuery() ?? '';
  }

  parameter(index: number): string {
    return this.request?.getParameter(index) ?? '';
  }

  body(mostBytes: number, take: (bytes: Buffer) => void | Promise<void>, tooLarge: () => void): void {
    const declared = Number(this.header('content-length'));
    const mostRead = mostBytes + MOST_DROPPED_BYTES;
    if (declared > mostRead) {
      this.mustClose = true;
      tooLarge();
      return;
    }
    if (declared > mostBytes) this.refusal = tooLarge;
    this.isReceiving = true;
    this.response.onData((chunk, isLast) => {
      if (this.isOver) return;
      this.receivedBytes += chunk.byteLength;
      if (this.receivedBytes > mostBytes) this.drop(tooLarge);
      try {
        if (!this.refusal) this.collect(Buffer.from(chunk), isLast, take);
        else if (isLast || this.receivedBytes > mostRead) this.refuse(!isLast);
      } catch (cause) {
        this.room.failed(this, cause);
      }
    });
  }

  /**
   * Answers a request that waited too long: for the body `withinMs` and the time that its bytes earned, for the answer
   * `withinMs`.
   */
  answerOverdue(now: number, withinMs: number): void {
    if (this.isReceiving) {
      const earnedMs = Math.min(LONGEST_BODY_MS, withinMs + this.receivedBytes / LEAST_BYTES_A_MS);
      if (now - this.startedAt > earnedMs) {
        if (this.refusal) this.refuse(true);
        else {
          this.mustClose = true;
          this.reply(408, '{"error":"the request took too long to arrive"}', OPEN);
        }
      } else if (now - this.startedAt > NATIVE_PATIENCE_MS) {
        // What is paused has no time limit, and what resumes gets a new one.
        this.response.pause();
        this.response.resume();
      }
    } else if (now - this.waitsSince > withinMs) {
      this.reply(503, '{"error":"no answer in time, try again"}', BUSY);
    }
  }

  reply(status: number, body: string | Buffer, headers: Headers = NO_HEADERS): void {
    if (this.isOver) return;
    this.finish();
    this.room.answered(this.route, status);
    this.response.cork(() => {
      this.response.writeStatus(STATUS_LINES.get(status) ?? String(status));
      for (const [name, value] of headers) this.response.writeHeader(name, value);
      if (this.method === 'HEAD') this.response.endWithoutBody(Buffer.byteLength(body), this.mustClose);
      else this.response.end(body, this.mustClose);
    });
  }

  /** Turns the connection into a WebSocket that carries `data`. Call it before the handler returns. */
  upgrade(data: unknown, protocol: string, context: us_socket_context_t): void {
    if (this.isOver) return;
    const key = this.header('sec-websocket-key');
    const extensions = this.header('sec-websocket-extensions');
    this.finish();
    this.room.answered(this.route, 101);
    this.response.upgrade(data, key, protocol, extensions, context);
  }

  /** Called when the handler has returned: from now on the request cannot be read. */
  returned(): void {
    this.request = undefined;
  }

  private collect(piece: Buffer, isLast: boolean, take: (bytes: Buffer) => void | Promise<void>): void {
    if (!isLast || this.held) {
      this.held ??= new HeldBytes(this.room, MOST_HELD_BYTES);
      if (!this.held.add(piece)) {
        this.drop(() => this.reply(503, '{"error":"too many requests are on their way"}', BUSY));
        if (isLast) this.refuse(false);
        return;
      }
      if (!isLast) return;
      this.waitsSince = performance.now();
    }
    const whole = this.held?.release() ?? piece;
    this.isReceiving = false;
    take(whole)?.catch((cause: unknown) => this.room.failed(this, cause));
  }

  /** Drops the body received so far, and the rest of it. */
  private drop(refusal: () => void): void {
    this.refusal ??= refusal;
    this.held?.release();
  }

  private refuse(mustClose: boolean): void {
    this.mustClose = mustClose;
    this.refusal?.();
  }

  private finish(): void {
    this.isOver = true;
    this.isReceiving = false;
    this.held?.release();
    this.room.open.delete(this);
  }
}
