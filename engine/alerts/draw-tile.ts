import { escapeHtml } from '../../templates/formats/html.ts';
import type { TilePoint } from './tile-numbers.ts';

const WIDTH = 640;
const NAME_WIDTH = 200;
const NUMBER_WIDTH = 90;
const LINE = 28;
const FONT = 'font-family="system-ui, Segoe UI, Roboto, Noto Sans, Liberation Sans, sans-serif" font-size="13"';
const INK = '#212529';
/** The console's first colour of charts. */
const BAR = '#0f766e';
const NAME_CHARS = 28;
/** Further bars have no room. */
const MOST_BARS = 20;

/** Draws points as bars that lie, each with its name and number, as an SVG that needs nothing else. */
export function drawTile(title: string, points: readonly TilePoint[], say: (number: number) => string): string {
  const shown = points.slice(0, MOST_BARS);
  const most = Math.max(1e-9, ...shown.map(({ number }) => Math.abs(number)));
  const room = WIDTH - NAME_WIDTH - NUMBER_WIDTH;
  const height = 40 + LINE * shown.length;
  const bars = shown.map(({ name, number }, i) => {
    const y = 36 + LINE * i;
    const width = Math.max(1, Math.round((Math.abs(number) / most) * room));
    return [
      `<text x="${NAME_WIDTH - 8}" y="${y + 15}" text-anchor="end" fill="${INK}">${escapeHtml(shorten(name))}</text>`,
      `<rect x="${NAME_WIDTH}" y="${y}" width="${width}" height="20" rx="3" fill="${BAR}"/>`,
      `<text x="${NAME_WIDTH + width + 6}" y="${y + 15}" fill="${INK}">${escapeHtml(say(number))}</text>`,
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" ${FONT}>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="8" y="20" font-weight="600" fill="${INK}">${escapeHtml(title)}</text>`,
    ...bars,
    '</svg>',
  ].join('');
}

function shorten(name: string): string {
  return name.length > NAME_CHARS ? `${name.slice(0, NAME_CHARS - 1)}…` : name;
}
