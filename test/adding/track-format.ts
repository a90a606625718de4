import type { Walk } from './contract.ts';

/** A format of recordings. */
export default {
  name: 'track-format',
  files: {
    'cli/tracks/formats/points.ts': `import { readFile } from 'node:fs/promises';
import { BadTrack, type Recorded, type TrackFormat, type TrackOptions } from '../contract.ts';

const POINT = /^(\\d+) (-?[\\d.]+) (-?[\\d.]+)$/;

/** Positions, one a line. */
export default {
  name: 'points',
  summary: 'Positions, one a line: milliseconds since 1970, latitude, longitude.',
  endings: ['.points'],
  read,
  example: {
    text: '1780677000000 52.5 13.4\\n',
    signals: [{ kind: 'location', customer: 'example', at: 1_780_677_000_000, value: { lat: 52.5, lon: 13.4 } }],
  },
} satisfies TrackFormat;

async function* read(file: string, { customer }: TrackOptions): AsyncGenerator<Recorded> {
  const text = await readFile(file, 'utf8');
  for (const [i, line] of text.trim().split('\\n').entries()) {
    const [, at, lat, lon] = POINT.exec(line) ?? [];
    if (at === undefined) throw new BadTrack(file, i + 1, 'expected a time, a latitude and a longitude');
    const value = { lat: Number(lat), lon: Number(lon) };
    yield { line: i + 1, bytes: text.length, signal: { kind: 'location', customer, at: Number(at), value } };
  }
}
`,
  },
  tests: ['cli/tracks/read.test.ts'],
} satisfies Walk;
