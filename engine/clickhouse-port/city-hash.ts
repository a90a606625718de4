/*
 * CITYHASH128 in the version that ClickHouse puts before each packed block (1.0.2). Reads run off 64-bit words, little
 * end first; all sums and products are of 64 bits.
 *
 * https://github.com/ClickHouse/ClickHouse/tree/master/contrib/cityhash102
 */

const [K0, K1, K2, K3] = [0xc3a5c85c97cb3127n, 0xb492b66fbe98f273n, 0x9ae16a3b2f90404fn, 0xc949d7c7509e6557n];
const MULTIPLIER = 0x9ddfea08eb382d69n;
const MASK = 0xffff_ffff_ffff_ffffn;

type Pair = readonly [low: bigint, high: bigint];

const word = (bytes: Buffer, at: number) => bytes.readBigUInt64LE(at);
const rotate = (value: bigint, by: bigint) => ((value >> by) | (value << (64n - by))) & MASK;
const mix = (value: bigint) => value ^ (value >> 47n);

function join(low: bigint, high: bigint): bigint {
  const first = mix(((low ^ high) * MULTIPLIER) & MASK);
  return (mix(((high ^ first) * MULTIPLIER) & MASK) * MULTIPLIER) & MASK;
}

/** Returns the hash of bytes as sixteen bytes. */
export function cityHash128(bytes: Buffer): Buffer {
  const [low, high] = hash(bytes);
  const hashed = Buffer.alloc(16);
  hashed.writeBigUInt64LE(low, 0);
  hashed.writeBigUInt64LE(high, 8);
  return hashed;
}

function hash(bytes: Buffer): Pair {
  const { length } = bytes;
  if (length >= 16) return hashSeeded(bytes.subarray(16), word(bytes, 0) ^ K3, word(bytes, 8));
  if (length < 8) return hashSeeded(bytes, K0, K1);
  const low = word(bytes, 0) ^ ((BigInt(length) * K0) & MASK);
  return hashSeeded(bytes.subarray(length), low, word(bytes, length - 8) ^ K1);
}

function hashSeeded(bytes: Buffer, low: bigint, high: bigint): Pair {
  return bytes.length < 128 ? hashFew(bytes, low, high) : hashMany(bytes, low, high);
}

function hashFew(bytes: Buffer, low: bigint, high: bigint): Pair {
  const { length } = bytes;
  let [a, b] = [low, high];
  let c: bigint;
  let d: bigint;
  if (length <= 16) {
    a = (mix((a * K1) & MASK) * K1) & MASK;
    c = (b * K1 + hashShort(bytes)) & MASK;
    d = mix((a + (length >= 8 ? word(bytes, 0) : c)) & MASK);
  } else {
    c = join((word(bytes, length - 8) + K1) & MASK, a);
    d = join((b + BigInt(length)) & MASK, (c + word(bytes, length - 16)) & MASK);
    a = (a + d) & MASK;
    for (let at = 0; at < length - 16; at += 16) {
      a = ((a ^ (mix((word(bytes, at) * K1) & MASK) * K1)) * K1) & MASK;
      b ^= a;
      c = ((c ^ (mix((word(bytes, at + 8) * K1) & MASK) * K1)) * K1) & MASK;
      d ^= c;
    }
  }
  a = join(a, c);
  b = join(d, b);
  return [a ^ b, join(b, a)];
}

/** Of sixteen bytes at most. */
function hashShort(bytes: Buffer): bigint {
  const { length } = bytes;
  if (length === 0) return K2;
  if (length > 8) {
    const last = word(bytes, length - 8);
    return join(word(bytes, 0), rotate((last + BigInt(length)) & MASK, BigInt(length))) ^ last;
  }
  if (length >= 4) {
    return join(BigInt(length) + (BigInt(bytes.readUInt32LE(0)) << 3n), BigInt(bytes.readUInt32LE(length - 4)));
  }
  const first = BigInt(bytes[0]! + (bytes[length >> 1]! << 8));
  const second = BigInt(length + (bytes[length - 1]! << 2));
  return (mix(((first * K2) ^ (second * K3)) & MASK) * K2) & MASK;
}

/** Of 128 bytes at least: 64 at a time, what is left by 32 from the end. */
function hashMany(bytes: Buffer, low: bigint, high: bigint): Pair {
  const { length } = bytes;
  let [x, y, z] = [low, high, (BigInt(length) * K1) & MASK];
  const first = (rotate(y ^ K1, 49n) * K1 + word(bytes, 0)) & MASK;
  let v: Pair = [first, (rotate(first, 42n) * K1 + word(bytes, 8)) & MASK];
  let w: Pair = [
    (rotate((y + z) & MASK, 35n) * K1 + x) & MASK,
    (rotate((x + word(bytes, 88)) & MASK, 53n) * K1) & MASK,
  ];
  const whole = length - (length % 128);
  for (let at = 0; at < whole; at += 64) {
    x = ((rotate((x + y + v[0] + word(bytes, at + 16)) & MASK, 37n) * K1) & MASK) ^ w[1];
    y = ((rotate((y + v[1] + word(bytes, at + 48)) & MASK, 42n) * K1) & MASK) ^ v[0];
    z = rotate(z ^ w[0], 33n);
    v = weaken(bytes, at, v[1] * K1, x + w[0]);
    w = weaken(bytes, at + 32, z + w[1], y);
    [x, z] = [z, x];
  }
  y = (y + rotate(w[0], 37n) * K0 + z) & MASK;
  x = (x + rotate((v[0] + z) & MASK, 49n) * K0) & MASK;
  for (let done = 32; done < (length % 128) + 32; done += 32) {
    y = (rotate((y - x) & MASK, 42n) * K0 + v[1]) & MASK;
    w = [(w[0] + word(bytes, length - done + 16)) & MASK, w[1]];
    x = (rotate(x, 49n) * K0 + w[0]) & MASK;
    w = [(w[0] + v[0]) & MASK, w[1]];
    v = weaken(bytes, length - done, v[0], v[1]);
  }
  x = join(x, v[0]);
  y = join(y, w[0]);
  return [(join((x + v[1]) & MASK, w[1]) + y) & MASK, join((x + w[1]) & MASK, (y + v[1]) & MASK)];
}

function weaken(bytes: Buffer, at: number, low: bigint, high: bigint): Pair {
  const last = word(bytes, at + 24);
  const first = (low + word(bytes, at)) & MASK;
  const all = (first + word(bytes, at + 8) + word(bytes, at + 16)) & MASK;
  const turned = rotate((high + first + last) & MASK, 21n) + rotate(all, 44n);
  return [(all + last) & MASK, (turned + first) & MASK];
}
