import { deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { shrinkPng } from './small-png.ts';

/** A picture of 300 colours as a browser writes one: 8 bits a part, each row with the filter `sub`. */
function picture(): Buffer {
  const [width, height] = [300, 2];
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    rows[y * (width * 3 + 1)] = 1;
    for (let x = 1; x < width; x++) rows[y * (width * 3 + 1) + 1 + x * 3 + (x % 3)] = 2;
  }
  const chunk = (type: string, data: Buffer) => {
    const framed = Buffer.alloc(12 + data.length);
    framed.writeUInt32BE(data.length, 0);
    framed.write(type, 4, 'latin1');
    data.copy(framed, 8);
    return framed;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.alloc(8), chunk('IHDR', head), chunk('IDAT', deflateSync(rows))]);
}

test('each pixel keeps its colour, or one that nobody can tell from it', () => {
  const small = shrinkPng(picture());
  const palette = small.subarray(small.indexOf('PLTE') + 4);
  const at = small.indexOf('IDAT');
  const rows = inflateSync(small.subarray(at + 4, at + 4 + small.readUInt32BE(at - 4)));
  for (let x = 0; x < 300; x++) {
    const wanted = [0, 1, 2].map((part) => 2 * Math.floor((x + 3 - part) / 3 - (part === 0 ? 1 : 0)));
    const got = [...palette.subarray(rows[1 + x]! * 3, rows[1 + x]! * 3 + 3)];
    got.forEach((part, i) => {
      expect(Math.abs(part - wanted[i]!)).toBeLessThanOrEqual(8);
    });
  }
});
