import { setImmediate as breathe } from 'node:timers/promises';
import { cityHash128 } from './city-hash.ts';

/*
 * PACKED BLOCKS. A client that asks with `compress=1`, as JDBC's does, reads an answer in ClickHouse's own blocks: a
 * hash of what follows, LZ4's mark, both sizes, and LZ4. The answers are small and the client is near, so nothing is
 * made smaller: LZ4 of literals alone is as good to read.
 */

const BLOCK_BYTES = 256 * 1024;
const LZ4 = 0x82;
const HEAD_BYTES = 9;

/** Returns bytes in packed blocks. Others may work between two blocks. */
export async function packBlocks(bytes: Uint8Array): Promise<Buffer> {
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
    const packed = packLiterals(bytes.subarray(at, at + BLOCK_BYTES));
    const head = Buffer.alloc(HEAD_BYTES);
    head[0] = LZ4;
    head.writeUInt32LE(HEAD_BYTES + packed.length, 1);
    head.writeUInt32LE(Math.min(BLOCK_BYTES, bytes.length - at), 5);
    const block = Buffer.concat([head, packed]);
    blocks.push(cityHash128(block), block);
    await breathe();
  }
  return Buffer.concat(blocks);
}

/** One sequence of LZ4: how many literals, then these. */
function packLiterals(bytes: Uint8Array): Buffer {
  if (bytes.length < 15) return Buffer.concat([Uint8Array.of(bytes.length << 4), bytes]);
  const more = bytes.length - 15;
  const lengths = Buffer.alloc(Math.floor(more / 255) + 1, 255);
  lengths[lengths.length - 1] = more % 255;
  return Buffer.concat([Uint8Array.of(15 << 4), lengths, bytes]);
}
