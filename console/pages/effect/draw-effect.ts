import { type ChartLook, FONT } from '../../parts/chart/look.ts';
import type { Drawing } from '../../parts/chart/save-svg.ts';
import { reachOf } from './interval.tsx';
import type { Bounds } from './say-effect.ts';

/** What a picture of an effect tells: the sentence first, then each measure with its interval. */
export interface EffectPicture {
  readonly title: string;
  readonly sentence: string;
  readonly period: string;
  readonly heads: readonly [measure: string, message: string, control: string, difference: string];
  readonly rows: readonly {
    readonly name: string;
    readonly message: string;
    readonly control: string;
    readonly bounds: Bounds | null;
    /** One that is not judged has the quiet colour wherever it lies. */
    readonly isJudged: boolean;
    readonly says: string;
  }[];
}

const WIDTH = 960;
const LEFT = 28;
/** Where the columns begin: measure, message, control, interval, and what it says. */
const COLUMNS = [LEFT, 300, 410, 530, 760];
const LINE = { begins: 530, length: 210 };
const ROW = 34;
/** So many letters of the sentence have room in a line. */
const LETTERS = 74;
/** Of a measure's name so many have room, of which the last ones say what is measured of a variant. */
const NAME = { letters: 34, last: 12 };

/** Draws what a page about an effect tells, for a slide or a mail. */
export function drawEffect({ title, sentence, period, heads, rows }: EffectPicture, look: ChartLook): Drawing {
  const lines = wrap(sentence);
  const top = 78 + lines.length * 28;
  const height = top + 46 + rows.length * ROW + 18;
  const reach = reachOf(rows.map(({ bounds }) => bounds));
  const text = (x: number, y: number, said: string, more = '') =>
    `<text x="${x}" y="${y}" ${more}>${escapeText(said)}</text>`;
  const quiet = `fill="${look.quiet}" font-size="13"`;
  const parts = [
    `<rect width="${WIDTH}" height="${height}" fill="${look.ground}"/>`,
    text(LEFT, 36, title, quiet),
    ...lines.map((line, i) => text(LEFT, 68 + i * 28, line, 'font-size="22" font-weight="600"')),
    text(LEFT, top, period, quiet),
    ...heads.map((head, i) => text(COLUMNS[i] ?? 0, top + 36, head, quiet)),
    `<line x1="${LEFT}" x2="${WIDTH - LEFT}" y1="${top + 46}" y2="${top + 46}" stroke="${look.line}"/>`,
    ...rows.flatMap(({ name, message, control, bounds, isJudged, says }, i) => {
      const y = top + 46 + (i + 0.65) * ROW;
      const cells = [shorten(name), message, control].map((cell, column) => text(COLUMNS[column] ?? 0, y, cell));
      // what stands in place of an interval has its room too
      const said = bounds ? text(COLUMNS[4] ?? 0, y, says) : text(LINE.begins, y, says);
      return [...cells, ...(bounds ? [drawInterval(bounds, reach, y - 5, look, isJudged)] : []), said];
    }),
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="${escapeText(FONT)}" font-size="14" fill="${look.text}">${parts.join('')}</svg>`;
  return { svg, width: WIDTH, height };
}

function drawInterval(
  { estimate, low, high }: Bounds,
  reach: number,
  y: number,
  look: ChartLook,
  isJudged: boolean,
): string {
  const middle = LINE.begins + LINE.length / 2;
  const at = (number: number) => middle + (Math.max(-reach, Math.min(reach, number)) / reach) * (LINE.length / 2 - 6);
  const [left, right] = [at(low ?? -reach), at(high ?? reach)];
  const colour = isJudged && ((low ?? -1) > 0 || (high ?? 1) < 0) ? look.series[0] : look.quiet;
  return [
    `<line x1="${LINE.begins}" x2="${LINE.begins + LINE.length}" y1="${y}" y2="${y}" stroke="${look.line}"/>`,
    `<line x1="${middle}" x2="${middle}" y1="${y - 12}" y2="${y + 12}" stroke="${look.quiet}" stroke-dasharray="2 2"/>`,
    `<rect x="${left}" y="${y - 4}" width="${Math.max(2, right - left)}" height="8" rx="2" fill="${colour}" opacity="0.35"/>`,
    `<circle cx="${at(estimate)}" cy="${y}" r="4" fill="${colour}"/>`,
  ].join('');
}

function shorten(name: string): string {
  const letters = [...name];
  if (letters.length <= NAME.letters) return name;
  return `${letters.slice(0, NAME.letters - NAME.last - 1).join('')}…${letters.slice(-NAME.last).join('')}`;
}

function wrap(sentence: string): readonly string[] {
  const lines: string[] = [''];
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length >= LETTERS && last !== '') lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
}
