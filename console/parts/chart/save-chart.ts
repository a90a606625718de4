import type { EChartsType } from 'echarts/core';
import { CHART_LOOKS, type ChartLook, FONT } from './look.ts';
import { saveFile } from './save-file.ts';

/** A picture is twice as fine as the screen. */
export const FINE = 2;
const NOTE_SIZE = 12 * FINE;
const NOTE_EDGE = 8 * FINE;
const NOTE_LINE = NOTE_SIZE * 1.4;

/** Saves a chart as PNG: the picture has the ground of the page it is from, and its note below it. */
export function saveChart(chart: EChartsType | null, name: string, note?: string): void {
  if (!chart) return;
  const look = lookOf(chart);
  const drawn = chart.renderToCanvas({ pixelRatio: FINE, backgroundColor: look.ground });
  savePicture(drawn, { width: drawn.width / FINE, height: drawn.height / FINE }, name, look, note);
}

/** Saves what a canvas shows, which is so large on the page, as PNG, with a note below it where there is one. */
export function savePicture(
  drawn: HTMLCanvasElement,
  size: { readonly width: number; readonly height: number },
  name: string,
  look: ChartLook,
  note = '',
): void {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!pen) return;
  const font = `${NOTE_SIZE}px ${FONT}`;
  pen.font = font;
  const [width, height] = [Math.round(size.width * FINE), Math.round(size.height * FINE)];
  const lines = note === '' ? [] : linesOf(note, width - 2 * NOTE_EDGE, (text) => pen.measureText(text).width);
  canvas.width = width;
  canvas.height = height + (lines.length > 0 ? Math.ceil(lines.length * NOTE_LINE) + NOTE_EDGE : 0);
  pen.fillStyle = look.ground;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(drawn, 0, 0, width, height);
  // Its new size has made the canvas forget them.
  pen.font = font;
  pen.textBaseline = 'top';
  pen.fillStyle = look.quiet;
  for (const [i, line] of lines.entries()) pen.fillText(line, NOTE_EDGE, height + i * NOTE_LINE);
  canvas.toBlob((picture) => picture && saveFile(name, picture), 'image/png');
}

/** Breaks a text between words, so that no line is wider than there is room. */
function linesOf(text: string, room: number, widthOf: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && widthOf(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function lookOf(chart: EChartsType): ChartLook {
  const { color } = (chart.getOption() as { readonly textStyle?: { readonly color?: string } }).textStyle ?? {};
  return color === CHART_LOOKS.dark.text ? CHART_LOOKS.dark : CHART_LOOKS.light;
}
