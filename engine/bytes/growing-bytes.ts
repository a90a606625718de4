import type { ByteWriter } from './contract.ts';

const FIRST_BYTES = 64 * 1024;
const ZERO = 0x30;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const DELETE = 0x7f;
const MINUS = 0x2d;
const POINT = 0x2e;
const DOLLAR = 0x24;
const RETURN = 0x0d;
const LINE_FEED = 0x0a;
/** Seven digits at a time fit in a small integer, which is what makes digits cheap. */
const SEVEN_DIGITS = 10_000_000;
/** `$`, a length of up to ten digits, an end of line; and as much slack for moving. */
const MOST_HEAD = 32;
/** Below this a loop is cheaper than a call to the native side. */
const SHORT_CHARS = 48;

/**
 * A byte writer whose memory doubles when it is full and is kept for the next text, so that nothing is left to collect.
 */
export class GrowingBytes implements ByteWriter {
  bytes = Buffer.allocUnsafe(FIRST_BYTES);
  length = 0;

  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.bytes.length));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }

  ascii(text: string): void {
    const { length } = text;
    this.reserve(length);
    if (length > SHORT_CHARS) this.length += this.bytes.write(text, this.length, 'latin1');
    else {
      const { bytes } = this;
      let at = this.length;
      for (let i = 0; i < length; i++) bytes[at++] = text.charCodeAt(i);
      this.length = at;
    }
  }

  raw(bytes: Uint8Array, from: number, to: number): void {
    this.reserve(to - from);
    for (let i = from; i < to; i++) this.bytes[this.length++] = bytes[i]!;
  }

  text(text: string): void {
    const { length } = text;
    this.reserve(3 * length);
    if (length <= SHORT_CHARS) {
      const { bytes } = this;
      let at = this.length;
      let i = 0;
      for (; i < length; i++) {
        const code = text.charCodeAt(i);
        if (code > DELETE) break;
        bytes[at++] = code;
      }
      if (i === length) {
        this.length = at;
        return;
      }
    }
    this.length += this.bytes.write(text, this.length, 'utf8');
  }

  quoted(text: string): void {
    const { length } = text;
    if (length <= SHORT_CHARS) {
      this.reserve(length + 2);
      const { bytes } = this;
      let at = this.length;
      bytes[at++] = QUOTE;
      let i = 0;
      for (; i < length; i++) {
        const code = text.charCodeAt(i);
        if (code < SPACE || code >= DELETE || code === QUOTE || code === BACKSLASH) break;
        bytes[at++] = code;
      }
      if (i === length) {
        bytes[at++] = QUOTE;
        this.length = at;
        return;
      }
    }
    this.text(JSON.stringify(text.toWellFormed()));
  }

  number(value: number): void {
    if (!(value >= 0 && value < SEVEN_DIGITS * SEVEN_DIGITS && Number.isInteger(value))) {
      if (!this.#decimal(value)) this.ascii(Number.isFinite(value) ? String(value) : 'null');
      return;
    }
    this.reserve(16);
    const high = Math.floor(value / SEVEN_DIGITS);
    const low = (value - high * SEVEN_DIGITS) | 0;
    if (high > 0) {
      this.#digits(high | 0, digitsOf(high));
      this.#digits(low, 7);
    } else this.#digits(low, digitsOf(low));
  }

  padded(value: number, width: number): void {
    this.reserve(width);
    this.#digits(value, width);
  }

  /**
   * Writes a number of up to seven decimals, such as a position; false: it has more. Where the nearest number of so
   * many decimals, divided again, is the same number, its text is read back as that number too.
   */
  #decimal(value: number): boolean {
    const positive = Math.abs(value);
    const scaled = Math.round(positive * SEVEN_DIGITS);
    if (!(positive < 1_000_000) || scaled / SEVEN_DIGITS !== positive) return false;
    this.reserve(24);
    if (value < 0) this.bytes[this.length++] = MINUS;
    const whole = Math.floor(scaled / SEVEN_DIGITS);
    const decimals = scaled - whole * SEVEN_DIGITS;
    this.#digits(whole, digitsOf(whole));
    if (decimals === 0) return true;
    this.bytes[this.length++] = POINT;
    this.#digits(decimals, 7);
    while (this.bytes[this.length - 1] === ZERO) this.length--;
    return true;
  }

  toString(): string {
    return this.bytes.toString('utf8', 0, this.length);
  }

  since(from: number): string {
    return this.bytes.toString('latin1', from, this.length);
  }

  isSince(from: number, bytes: string): boolean {
    if (this.length - from !== bytes.length) return false;
    for (let i = 0; i < bytes.length; i++) if (this.bytes[from + i] !== bytes.charCodeAt(i)) return false;
    return true;
  }

  openBulk(digits: number): number {
    this.reserve(MOST_HEAD);
    const from = this.length;
    this.length += digits + 3;
    return from;
  }

  closeBulk(from: number, digits: number): void {
    this.reserve(MOST_HEAD);
    const length = this.length - from - digits - 3;
    const needed = digitsOf(length);
    if (needed !== digits) {
      this.bytes.copyWithin(from + needed + 3, from + digits + 3, this.length);
      this.length += needed - digits;
    }
    const end = this.length;
    this.bytes[from] = DOLLAR;
    this.length = from + 1;
    this.#digits(length, needed);
    this.#lineEnd();
    this.length = end;
    this.#lineEnd();
  }

  #lineEnd(): void {
    this.bytes[this.length++] = RETURN;
    this.bytes[this.length++] = LINE_FEED;
  }

  #digits(value: number, count: number): void {
    const { bytes } = this;
    let rest = value;
    for (let at = this.length + count - 1; at >= this.length; at--) {
      const next = (rest / 10) | 0;
      bytes[at] = ZERO + rest - 10 * next;
      rest = next;
    }
    this.length += count;
  }
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let bound = 10; value >= bound; bound *= 10) digits++;
  return digits;
}
