const SMALLEST_BYTES = 16 * 1024;

/** The bytes that all incomplete bodies hold together. */
export interface HeldTotal {
  heldBytes: number;
}

/** A body that arrives in pieces, held in one piece of memory, as a client may send it byte by byte. */
export class HeldBytes {
  private bytes = Buffer.alloc(0);
  private used = 0;
  private readonly total: HeldTotal;
  private readonly most: number;

  /** All bodies that share `total` hold at most `most` bytes. */
  constructor(total: HeldTotal, most: number) {
    this.total = total;
    this.most = most;
  }

  /** Adds a piece. False: there is no room for it. */
  add(piece: Buffer): boolean {
    const needed = this.used + piece.length;
    if (needed > this.bytes.length) {
      const size = Math.max(needed, 2 * this.bytes.length, SMALLEST_BYTES);
      if (this.total.heldBytes + size > this.most) return false;
      const larger = Buffer.allocUnsafe(size);
      this.bytes.copy(larger, 0, 0, this.used);
      this.total.heldBytes += size - this.bytes.length;
      this.bytes = larger;
    }
    piece.copy(this.bytes, this.used);
    this.used = needed;
    return true;
  }

  /** Frees its room and returns the bytes. */
  release(): Buffer {
    this.total.heldBytes -= this.bytes.length;
    const whole = this.bytes.subarray(0, this.used);
    this.bytes = Buffer.alloc(0);
    this.used = 0;
    return whole;
  }
}
