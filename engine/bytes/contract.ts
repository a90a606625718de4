/** Writes text and numbers as bytes, one after the other, into memory that is used again. */
export interface ByteWriter {
  /** The memory; the bytes from `length` on are leftovers. Replaced when it must grow. */
  readonly bytes: Buffer;
  /** The number of bytes that are written. Set it back to drop what was written last. */
  length: number;
  /** Makes room for so many bytes more. */
  reserve(more: number): void;
  /** Writes a text of plain ASCII. */
  ascii(text: string): void;
  /** Writes bytes of plain ASCII. */
  raw(bytes: Uint8Array, from: number, to: number): void;
  /** Writes any text as UTF-8. */
  text(text: string): void;
  /** Writes a text in quotes, as JSON has it. Half a surrogate pair becomes U+FFFD. */
  quoted(text: string): void;
  /** Writes a number as JSON has it; `null` for one that is not finite. */
  number(value: number): void;
  /** Writes a whole number in a fixed width, with zeros before it. */
  padded(value: number, width: number): void;
  /** Returns everything that was written. */
  toString(): string;
  /** Returns the bytes from a place on, one character each. */
  since(from: number): string;
  /** Tells whether the bytes from a place on are these, as `since` returned them. */
  isSince(from: number, bytes: string): boolean;
  /**
   * Leaves room for the length of the next argument of a Redis command, and returns the place. `digits` is a guess of
   * how long that number is. Ends with `closeBulk`.
   */
  openBulk(digits: number): number;
  /** Writes that length. A wrong guess costs a move of the bytes. */
  closeBulk(from: number, digits: number): void;
}
