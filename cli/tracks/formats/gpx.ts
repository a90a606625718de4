import { createReadStream } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { BadTrack, type Recorded, type TrackFormat, type TrackOptions } from '../contract.ts';
import { parseTime } from '../times.ts';

/** Longest text of one point, and of what may stand between two: more is no GPX. */
const MOST_PENDING_CHARS = 1_000_000;
/**
 * A comment, a CDATA section, or the start of a track, route or way point, with a prefix or without: whichever comes
 * first.
 */
const NEXT = /<!--|<!\[CDATA\[|<((?:[\w.-]+:)?(trkpt|rtept|wpt))(?=[\s/>])/g;
const ROOT = /<(?:[\w.-]+:)?gpx[\s>]/;
const POINT = /<(?:[\w.-]+:)?(?:trkpt|rtept|wpt)[\s>]/;
const TRACK = /<(?:[\w.-]+:)?trkpt[\s/>]/;
const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  removeNSPrefix: true,
});

/** The timed points of a GPX file. Points are cut out one by one, so a day of a fleet needs little memory. */
export default {
  name: 'gpx',
  summary:
    'The timed points of a GPX file (1.0 or 1.1): those of its tracks, else its way points and routes. Points without a time are passed over.',
  endings: ['.gpx'],
  read,
  example: {
    text: '<gpx><trk><trkseg><trkpt lat="52.5" lon="13.4"><time>2026-06-05T16:30:00Z</time></trkpt></trkseg></trk></gpx>',
    signals: [
      { kind: 'location', customer: 'example', at: Date.UTC(2026, 5, 5, 16, 30), value: { lat: 52.5, lon: 13.4 } },
    ],
  },
} satisfies TrackFormat;

async function* read(file: string, options: TrackOptions): AsyncGenerator<Recorded> {
  const isTrack = await hasTrack(file);
  let timed = 0;
  let untimed = 0;
  const stream = createReadStream(file, { encoding: 'utf8' });
  let pending = '';
  let line = 1;
  let sawGpx = false;
  try {
    for await (const chunk of stream) {
      pending += chunk as string;
      sawGpx ||= ROOT.test(pending);
      for (;;) {
        const cut = nextPoint(pending);
        if (cut === undefined) break;
        line += lineBreaks(pending, 0, cut.start);
        if (cut.point !== undefined && (!isTrack || cut.name === 'trkpt')) {
          const signal = toSignal(file, line, cut.point, options.customer);
          if (signal) yield { line, bytes: stream.bytesRead, signal };
          if (signal) timed++;
          else untimed ||= line;
        }
        line += lineBreaks(pending, cut.start, cut.end);
        pending = pending.slice(cut.end);
      }
      if (pending.length > MOST_PENDING_CHARS) throw new BadTrack(file, line, 'expected GPX: a point that ends');
    }
  } finally {
    stream.destroy();
  }
  if (!sawGpx) throw new BadTrack(file, 1, 'expected GPX: a `gpx` element');
  if (POINT.test(pending)) throw new BadTrack(file, line, 'expected GPX: the last point is cut off');
  if (timed === 0 && untimed > 0) throw new BadTrack(file, untimed, 'expected points with a <time>: none has one');
}

/** Whether there is a track in it, or way points and routes alone. */
async function hasTrack(file: string): Promise<boolean> {
  let before = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
    if (TRACK.test(before + (chunk as string))) return true;
    before = (chunk as string).slice(-LONGEST_TAG);
  }
  return false;
}

const LONGEST_TAG = 100;

/**
 * The next whole thing to take out of the text: a point, or something without one to step over. Undefined: read more.
 */
function nextPoint(text: string): { start: number; end: number; point?: string; name?: string } | undefined {
  NEXT.lastIndex = 0;
  const found = NEXT.exec(text);
  if (!found) return undefined;
  const start = found.index;
  const [, tag, name] = found;
  if (tag === undefined) return findEnd(text, start, found[0] === '<!--' ? '-->' : ']]>');
  const open = text.indexOf('>', start);
  if (open < 0) return undefined;
  if (text[open - 1] === '/')
    return { start, end: open + 1, point: text.slice(start, open + 1), ...(name && { name }) };
  const close = findEnd(text, start, `</${tag}>`);
  return close && { ...close, point: text.slice(start, close.end), ...(name && { name }) };
}

function findEnd(text: string, start: number, mark: string): { start: number; end: number } | undefined {
  const at = text.indexOf(mark, start);
  return at < 0 ? undefined : { start, end: at + mark.length };
}

/** Undefined: the point has no time. */
function toSignal(file: string, line: number, point: string, customer: string) {
  const parsed = Object.values(xml.parse(point) as Record<string, unknown>)[0];
  const fields = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as Readonly<Record<string, unknown>>;
  if (fields.time === undefined || fields.time === '') return undefined;
  const at = parseTime(String(fields.time));
  if (at === undefined) throw new BadTrack(file, line, `expected a <time>, got '${String(fields.time)}'`);
  const speed = Number(fields.speed ?? Number.NaN);
  return {
    kind: 'location',
    customer,
    at,
    value: {
      lat: degrees(file, line, 'lat', fields.lat, 90),
      lon: degrees(file, line, 'lon', fields.lon, 180),
      ...(speed >= 0 && { speedMetresPerSecond: speed }),
    },
  };
}

function degrees(file: string, line: number, name: string, text: unknown, most: number): number {
  const value = Number(text ?? Number.NaN);
  if (Math.abs(value) <= most) return value;
  throw new BadTrack(file, line, `expected a point with ${name} from -${most} to ${most}, got '${String(text ?? '')}'`);
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = text.indexOf('\n', from); i >= 0 && i < to; i = text.indexOf('\n', i + 1)) count += 1;
  return count;
}
