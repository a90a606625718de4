import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_COLOURS = 256;
/** Colours that differ by less than this in each part count as one while the most frequent are looked for. */
const ALIKE_BITS = 3;

/** Rewrites a browser's picture with 256 colours at most, a third of its size: text and areas stay as they are. */
export function shrinkPng(png: Buffer): Buffer {
  const { width, height, bytesEach, pixels } = decode(png);
  const colours = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += bytesEach) {
    const colour = (pixels[at]! << 16) | (pixels[at + 1]! << 8) | pixels[at + 2]!;
    colours.set(colour, (colours.get(colour) ?? 0) + 1);
  }
  const palette = choose(colours);
  const nearest = new Map(palette.map((colour, i) => [colour, i]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += bytesEach) {
      const colour = (pixels[at]! << 16) | (pixels[at + 1]! << 8) | pixels[at + 2]!;
      let index = nearest.get(colour);
      if (index === undefined) {
        index = indexOfNearest(palette, colour);
        nearest.set(colour, index);
      }
      rows[y * (width + 1) + 1 + x] = index;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const plte = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const data = deflateSync(rows, { level: 9 });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', plte),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The most frequent colours, of those that are alike the most frequent one. */
function choose(colours: ReadonlyMap<number, number>): readonly number[] {
  const byCount = [...colours].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
  if (byCount.length <= MOST_COLOURS) return byCount;
  const chosen = new Map<number, number>();
  const mask = (0xff << ALIKE_BITS) & 0xff;
  for (const colour of byCount) {
    const alike = colour & ((mask << 16) | (mask << 8) | mask);
    if (!chosen.has(alike) && chosen.size < MOST_COLOURS) chosen.set(alike, colour);
  }
  return [...chosen.values()];
}

function indexOfNearest(palette: readonly number[], colour: number): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  palette.forEach((other, i) => {
    const [r, g, b] = [
      (other >> 16) - (colour >> 16),
      ((other >> 8) & 255) - ((colour >> 8) & 255),
      (other & 255) - (colour & 255),
    ];
    const far = r * r + g * g + b * b;
    if (far < least) [best, least] = [i, far];
  });
  return best;
}

/** Reads a picture of 8 bits a part without interlacing, as browsers write them. */
function decode(png: Buffer) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const bytesEach = png[25] === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * bytesEach;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const left = x >= bytesEach ? pixels[y * stride + x - bytesEach]! : 0;
      const up = y > 0 ? pixels[(y - 1) * stride + x]! : 0;
      const corner = x >= bytesEach && y > 0 ? pixels[(y - 1) * stride + x - bytesEach]! : 0;
      pixels[y * stride + x] = raw[y * (stride + 1) + 1 + x]! + guess(filter, left, up, corner);
    }
  }
  return { width, height, bytesEach, pixels };
}

/** What a filter of PNG adds to a byte (https://www.w3.org/TR/png/#9Filters). */
function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const sum = left + up - corner;
  const [a, b, c] = [Math.abs(sum - left), Math.abs(sum - up), Math.abs(sum - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(8 + named.length);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), 4 + named.length);
  return framed;
}
