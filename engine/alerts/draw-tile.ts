import { escapeHtml } from '../../templates/formats/html.ts';
import type { TilePoint } from './tile-numbers.ts';

/** A chart of a tile as a picture. */
export interface TilePicture {
  readonly title: string;
  readonly look: 'bars' | 'lines';
  readonly points: readonly TilePoint[];
  /** How many points there are; more than are given where the answer is cut. */
  readonly of: number;
  readonly say: (number: number) => string;
  /** Says that so many of the points are drawn. */
  readonly sayCut: (drawn: string, of: string) => string;
}

const WIDTH = 640;
const NAME_WIDTH = 200;
const NUMBER_WIDTH = 90;
const LINE = 28;
const TOP = 36;
const FONT = 'font-family="system-ui, Segoe UI, Roboto, Noto Sans, Liberation Sans, sans-serif" font-size="13"';
const INK = '#212529';
const QUIET = '#59626b';
const RULE = '#e3e8ee';
/** The console's first colour of charts. */
const COLOUR = '#0f766e';
const NAME_CHARS = 28;
/** Further bars have no room. */
const MOST_BARS = 20;
const PLOT = { left: 84, right: 24, height: 180, names: 26 };

/** Draws points as bars that lie or as a line, as an SVG that needs nothing else; it says where it leaves some out. */
export function drawTile(picture: TilePicture): string {
  const { title, look, points, of, say, sayCut } = picture;
  const shown = look === 'bars' ? points.slice(0, MOST_BARS) : points;
  const bottom = TOP + (look === 'bars' ? LINE * shown.length : PLOT.height + PLOT.names);
  const isCut = of > shown.length;
  const height = bottom + (isCut ? LINE : 4);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" ${FONT}>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="8" y="20" font-weight="600" fill="${INK}">${escapeHtml(title)}</text>`,
    ...(look === 'bars' ? drawBars(shown, say) : drawLine(shown, say)),
    isCut ? writeText(8, bottom + 18, sayCut(say(shown.length), say(of)), `fill="${QUIET}"`) : '',
    '</svg>',
  ].join('');
}

function drawBars(points: readonly TilePoint[], say: TilePicture['say']): readonly string[] {
  const most = Math.max(1e-9, ...points.map(({ number }) => Math.abs(number)));
  const room = WIDTH - NAME_WIDTH - NUMBER_WIDTH;
  return points.map(({ name, number }, i) => {
    const y = TOP + LINE * i;
    const width = Math.max(1, Math.round((Math.abs(number) / most) * room));
    return [
      writeText(NAME_WIDTH - 8, y + 15, shorten(name), `text-anchor="end" fill="${INK}"`),
      `<rect x="${NAME_WIDTH}" y="${y}" width="${width}" height="20" rx="3" fill="${COLOUR}"/>`,
      writeText(NAME_WIDTH + width + 6, y + 15, say(number), `fill="${INK}"`),
    ].join('');
  });
}

/** A line from nought on, with its least and most beside it, and the names of its ends below. */
function drawLine(points: readonly TilePoint[], say: TilePicture['say']): readonly string[] {
  const numbers = points.map(({ number }) => number);
  const [least, most] = [Math.min(0, ...numbers), Math.max(0, ...numbers)];
  const right = WIDTH - PLOT.right;
  const yOf = (number: number) => {
    const share = most === least ? 0 : (number - least) / (most - least);
    return Math.round(TOP + 8 + (1 - share) * (PLOT.height - 8));
  };
  const xOf = (i: number) => Math.round(PLOT.left + (i / Math.max(1, points.length - 1)) * (right - PLOT.left));
  const rules = [...new Set([least, most])].map(
    (number) =>
      `<path d="M${PLOT.left} ${yOf(number)}H${right}" stroke="${RULE}"/>` +
      writeText(PLOT.left - 8, yOf(number) + 4, say(number), `text-anchor="end" fill="${QUIET}"`),
  );
  const spots = points.map(({ number }, i) => `${xOf(i)},${yOf(number)}`);
  const [first, last] = [points[0], points.at(-1)];
  const below = TOP + PLOT.height + 18;
  return [
    ...rules,
    `<polyline points="${spots.join(' ')}" fill="none" stroke="${COLOUR}" stroke-width="2"/>`,
    ...points.map(({ number }, i) => `<circle cx="${xOf(i)}" cy="${yOf(number)}" r="2.5" fill="${COLOUR}"/>`),
    first ? writeText(PLOT.left, below, shorten(first.name), `fill="${QUIET}"`) : '',
    last && last !== first ? writeText(right, below, shorten(last.name), `text-anchor="end" fill="${QUIET}"`) : '',
  ];
}

function writeText(x: number, y: number, text: string, look: string): string {
  return `<text x="${x}" y="${y}" ${look}>${escapeHtml(text)}</text>`;
}

function shorten(name: string): string {
  return name.length > NAME_CHARS ? `${name.slice(0, NAME_CHARS - 1)}…` : name;
}
