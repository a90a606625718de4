import type { AttachedFile } from '../../channels/contract.ts';
import type { Message } from '../../templates/contract.ts';
import { escapeHtml } from '../../templates/formats/html.ts';
import type { Board, Tile } from '../shelf/contract.ts';
import { wordColumn } from './column-words.ts';
import type { Answered, AskSource } from './contract.ts';
import { drawTile } from './draw-tile.ts';
import { pointsOf, sayCell } from './tile-numbers.ts';
import { ALERT_WORDS } from './words.ts';

export interface BoardLook {
  readonly language: 'en' | 'de';
  readonly zone: string;
  readonly link: string | undefined;
}

const MOST_ROWS = 20;
const CELL = 'style="padding:4px 10px 4px 0;border-bottom:1px solid #e3e8ee;text-align:left"';

/**
 * Writes a board as a mail: every tile as a table that each mail program shows, with a bar beside each number, and
 * every chart as a picture beside it (SVG). A tile that cannot be answered says why.
 */
export async function writeBoard(
  board: Board,
  ask: AskSource,
  look: BoardLook,
): Promise<{ readonly message: Message; readonly files: readonly AttachedFile[] }> {
  const words = ALERT_WORDS[look.language];
  const parts: string[] = [];
  const files: AttachedFile[] = [];
  for (const [i, tile] of board.tiles.entries()) {
    const answer = await ask(tile.source).catch((cause: unknown) => (cause as Error).message);
    const title = tile.title || (typeof answer === 'string' ? tile.source.name : answer.title);
    parts.push(`<h2 style="font-size:16px;margin:24px 0 6px">${escapeHtml(title)}</h2>`);
    if (typeof answer === 'string') {
      parts.push(`<p>${words.failed} ${escapeHtml(answer)}</p>`);
      continue;
    }
    parts.push(tableOf(tile, answer, look));
    const points = pointsOf(tile, answer, writeTime(look));
    if (points.length === 0 || tile.look === 'number' || tile.look === 'table') continue;
    const name = `${i + 1}-${title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}.svg`;
    const picture = { title, look: tile.look, points, of: answer.of ?? points.length, sayCut: words.drawn };
    files.push({ name, type: 'image/svg+xml', text: drawTile({ ...picture, say: sayNumber(look) }) });
  }
  const link = look.link === undefined ? '' : `<p><a href="${escapeHtml(look.link)}">${words.open}</a></p>`;
  return {
    message: {
      subject: `${board.title} – ${words.week}`,
      language: look.language,
      html: `<h1 style="font-size:20px">${escapeHtml(board.title)}</h1><p>${escapeHtml(board.about)}</p>${parts.join('')}${link}`,
    },
    files,
  };
}

function tableOf(tile: Tile, answer: Answered, look: BoardLook): string {
  const words = ALERT_WORDS[look.language];
  if (answer.rows.length === 0) return `<p>${words.none}</p>`;
  const write = writeTime(look);
  const number = sayNumber(look);
  const points = pointsOf(tile, answer, write);
  if (tile.look === 'number') {
    const [first] = points;
    return `<p style="font-size:32px;font-weight:600;margin:0">${first ? escapeHtml(number(first.number)) : '–'}</p>`;
  }
  const most = Math.max(1e-9, ...points.map((point) => Math.abs(point.number)));
  const cell = (name: string, value: unknown) =>
    escapeHtml(
      typeof value === 'number' && sayCell(name, value, () => '') !== '' ? number(value) : sayCell(name, value, write),
    );
  const rows = answer.rows.slice(0, MOST_ROWS).map((row, i) => {
    const cells = answer.columns.map((name) => `<td ${CELL}>${cell(name, row[name])}</td>`);
    return `<tr>${cells.join('')}${tile.look === 'table' ? '' : barOf(points[i]?.number ?? 0, most)}</tr>`;
  });
  const headOf = (name: string) => (tile.source.kind === 'named' ? wordColumn(name, look.language) : name);
  const heads = answer.columns.map((name) => `<th ${CELL}>${escapeHtml(headOf(name))}</th>`);
  return `<table style="border-collapse:collapse;font-size:13px"><tr>${heads.join('')}</tr>${rows.join('')}</table>${sayCutTable(
    answer,
    look,
  )}`;
}

function sayCutTable({ rows, of, isCut }: Answered, look: BoardLook): string {
  const shown = Math.min(MOST_ROWS, rows.length);
  if (!isCut && rows.length <= shown) return '';
  const words = ALERT_WORDS[look.language];
  const number = sayNumber(look);
  const all = of ?? (isCut ? undefined : rows.length);
  return `<p>${all === undefined ? words.cut : words.cutOf(number(shown), number(all))}</p>`;
}

/** A bar of table cells: pictures are shown by few mail programs before they are asked to. */
function barOf(number: number, most: number): string {
  const width = Math.max(1, Math.round((Math.abs(number) / most) * 160));
  return `<td ${CELL}><div style="width:${width}px;height:12px;background:#0f766e">&nbsp;</div></td>`;
}

function sayNumber({ language }: BoardLook): (number: number) => string {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  return (number) => format.format(number);
}

function writeTime({ language, zone }: BoardLook): (at: number) => string {
  const format = new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return (at) => format.format(at);
}
