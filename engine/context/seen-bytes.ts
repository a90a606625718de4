import { SHORT_HASH_CHARS, writeShortHash } from '../../triggers/hash.ts';
import type { SeenSignals } from '../../triggers/state/contract.ts';
import { FORGOTTEN_AT_ONCE, SEEN_SIGNALS } from '../../triggers/state/seen.ts';
import { ENTRY_CHARS, SECOND_CHARS } from '../../triggers/state/seen-entry.ts';
import type { ByteWriter } from '../bytes/contract.ts';

/** Room for as many signals as most states ever remember. */
const FIRST_BYTES = (SEEN_SIGNALS + FORGOTTEN_AT_ONCE) * ENTRY_CHARS;
const BASE = 36;
const ZERO = 0x30;
const LETTER_A = 0x61;

/**
 * A customer's last signals as bytes in memory that is used again. A text, as `SeenText` has it, would be made anew at
 * each signal and live until the customer's next one, so the collector would copy it twice (`npm run bench -- moment`,
 * `engine`).
 */
export class SeenBytes implements SeenSignals {
  private bytes: Buffer;
  private length: number;

  constructor(text = '') {
    this.bytes = Buffer.alloc(capacityFor(text.length));
    this.length = this.bytes.write(text, 'latin1');
  }

  get count(): number {
    return this.length / ENTRY_CHARS;
  }

  has(id: string): boolean {
    this.makeRoom(ENTRY_CHARS);
    writeShortHash(id, this.bytes, this.length);
    return this.isAmong(this.length);
  }

  add(id: string, second: number): boolean {
    // The entry is written behind the others, and counts unless its id is one of theirs.
    if (this.has(id)) return false;
    this.writeSecond(second, this.length + SHORT_HASH_CHARS);
    this.length += ENTRY_CHARS;
    return true;
  }

  secondAt(position: number): number {
    const from = position * ENTRY_CHARS + SHORT_HASH_CHARS;
    let second = 0;
    for (let i = from; i < from + SECOND_CHARS; i++) {
      const code = this.bytes[i]!;
      second = second * BASE + (code < LETTER_A ? code - ZERO : code - LETTER_A + 10);
    }
    return second;
  }

  forgetOldest(count: number): string {
    const cut = Math.min(count * ENTRY_CHARS, this.length);
    let hashes = '';
    for (let at = 0; at < cut; at += ENTRY_CHARS) hashes += this.bytes.toString('latin1', at, at + SHORT_HASH_CHARS);
    this.bytes.copyWithin(0, cut, this.length);
    this.length -= cut;
    return hashes;
  }

  format(newest: number = this.count): string {
    return this.bytes.toString('latin1', Math.max(0, this.length - newest * ENTRY_CHARS), this.length);
  }

  /** Writes the newest signals, all by default, as `format` returns them. */
  writeTo(out: ByteWriter, newest: number = this.count): void {
    out.raw(this.bytes, Math.max(0, this.length - newest * ENTRY_CHARS), this.length);
  }

  append(entries: string): void {
    this.makeRoom(entries.length);
    this.length += this.bytes.write(entries, this.length, 'latin1');
  }

  /** Whether an entry before the one at `from` has the same hash. */
  private isAmong(from: number): boolean {
    const { bytes } = this;
    const first = bytes[from]!;
    for (let at = 0; at < from; at += ENTRY_CHARS) {
      if (bytes[at] !== first) continue;
      let i = 1;
      while (i < SHORT_HASH_CHARS && bytes[at + i] === bytes[from + i]) i++;
      if (i === SHORT_HASH_CHARS) return true;
    }
    return false;
  }

  private writeSecond(second: number, at: number): void {
    let rest = second;
    for (let i = at + SECOND_CHARS - 1; i >= at; i--) {
      const digit = rest % BASE;
      this.bytes[i] = digit < 10 ? ZERO + digit : LETTER_A - 10 + digit;
      rest = (rest - digit) / BASE;
    }
  }

  private makeRoom(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.alloc(capacityFor(this.length + more));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

function capacityFor(length: number): number {
  if (length === 0) return 0;
  let bytes = FIRST_BYTES;
  while (bytes < length) bytes *= 2;
  return bytes;
}

/**
 * Writes the newest signals of a state in their stored form. Of bytes no text is made (`npm run bench -- engine`).
 */
export function writeSeen(seen: SeenSignals | undefined, out: ByteWriter, newest?: number): void {
  if (seen instanceof SeenBytes) seen.writeTo(out, newest);
  else if (seen) out.ascii(seen.format(newest));
}
