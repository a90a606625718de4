import { createReadStream } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { BadTrack, type ReadTrack } from './contract.ts';
import { parseTime } from './times.ts';

/** Longest text of one point, and of what may stand between two: more is no GPX. */
const MOST_PENDING_CHARS = 1_000_000;
/** A comment, a CDATA section, or the start of a track, route or way point: whichever comes first. */
const NEXT = /<!--|<!\[CDATA\[|<(trkpt|rtept|wpt)(?=[\s/>])/g;
const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  removeNSPrefix: true,
});

/** The timed points of a GPX file (1.0 or 1.1). Points are cut out one by one, so a day of a fleet needs little memory. */
export const readGpx: ReadTrack = async function* (file, options) {
  const stream = createReadStream(file, { encoding: 'utf8' });
  let pending = '';
  let line = 1;
  let sawGpx = false;
  try {
    for await (const chunk of stream) {
      pending += chunk as string;
      sawGpx ||= /<gpx[\s>]/.test(pending);
      for (;;) {
        const cut = nextPoint(pending);
        if (cut === undefined) break;
        line += lineBreaks(pending, 0, cut.start);
        if (cut.point !== undefined) {
          const signal = toSignal(file, line, cut.point, options.customer);
          yield { line, bytes: stream.bytesRead, signal };
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
  if (/<(?:trkpt|rtept|wpt)[\s>]/.test(pending))
    throw new BadTrack(file, line, 'expected GPX: the last point is cut off');
};

/** The next whole thing to take out of the text: a point, or something without one to step over. Undefined: read more. */
function nextPoint(text: string): { start: number; end: number; point?: string } | undefined {
  NEXT.lastIndex = 0;
  const found = NEXT.exec(text);
  if (!found) return undefined;
  const start = found.index;
  const tag = found[1];
  if (tag === undefined) return ended(text, start, found[0] === '<!--' ? '-->' : ']]>');
  const open = text.indexOf('>', start);
  if (open < 0) return undefined;
  if (text[open - 1] === '/') return { start, end: open + 1, point: text.slice(start, open + 1) };
  const close = ended(text, start, `</${tag}>`);
  return close && { ...close, point: text.slice(start, close.end) };
}

function ended(text: string, start: number, mark: string): { start: number; end: number } | undefined {
  const at = text.indexOf(mark, start);
  return at < 0 ? undefined : { start, end: at + mark.length };
}

function toSignal(file: string, line: number, point: string, customer: string) {
  const parsed = Object.values(xml.parse(point) as Record<string, unknown>)[0];
  const fields = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as Readonly<Record<string, unknown>>;
  const at = parseTime(String(fields.time ?? ''));
  if (at === undefined) throw new BadTrack(file, line, 'expected a point with a <time>');
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
