/** Whole numbers, appended one by one without a box for each. */
export class GrowingInts {
  items: Int32Array;
  length = 0;

  constructor(capacity = 16) {
    this.items = new Int32Array(capacity);
  }

  push(n: number): void {
    if (this.length === this.items.length) this.reserve(1);
    this.items[this.length++] = n;
  }

  /** Makes room for so many more; returns where they begin. */
  take(count: number): number {
    const start = this.length;
    this.reserve(count);
    this.length += count;
    return start;
  }

  finish(): Int32Array {
    return trimTo(this.items, this.length);
  }

  /** The same in slices: copying hundreds of megabytes takes its time. */
  *finishInSlices(): Generator<void, Int32Array> {
    if (!isWasteful(this.items, this.length)) return this.items.subarray(0, this.length);
    const all = new Int32Array(this.length);
    for (let from = 0; from < this.length; from += COPIED_AT_ONCE) {
      yield;
      all.set(this.items.subarray(from, Math.min(this.length, from + COPIED_AT_ONCE)), from);
    }
    return all;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.items.length) return;
    const larger = new Int32Array(Math.max(this.items.length * 2, this.length + count));
    larger.set(this.items);
    this.items = larger;
  }
}

/** Numbers, appended one by one without a box for each. */
export class GrowingFloats {
  items: Float64Array;
  length = 0;

  constructor(capacity = 16) {
    this.items = new Float64Array(capacity);
  }

  push(n: number): void {
    if (this.length === this.items.length) {
      const larger = new Float64Array(this.items.length * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length++] = n;
  }

  finish(): Float64Array {
    return trimTo(this.items, this.length);
  }
}

const COPIED_AT_ONCE = 1 << 18;

function isWasteful(items: Int32Array | Float64Array, length: number): boolean {
  return items.length > 64 && items.length > length * 1.1;
}

/** Without what was not needed; a little more is not worth a copy. */
function trimTo<T extends Int32Array | Float64Array>(items: T, length: number): T {
  return (isWasteful(items, length) ? items.slice(0, length) : items.subarray(0, length)) as T;
}
