import type picocolors from 'picocolors';

/** How text is painted: picocolors, or its plain twin. */
export type Paint = ReturnType<typeof picocolors.createColors>;

/** Cut to a width, with an ellipsis where something is missing. */
export function cut(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  return width <= 0 ? '' : `${characters.slice(0, width - 1).join('')}…`;
}

/** In lines of at most so many characters, broken between words. */
export function wrap(text: string, width: number): readonly string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line === '') lines[lines.length - 1] = word;
    else if ([...line].length + 1 + [...word].length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Exactly so wide: cut, or filled with blanks behind. */
export function column(text: string, width: number): string {
  const short = cut(text, width);
  return short + ' '.repeat(Math.max(0, width - [...short].length));
}

/** Exactly so wide: cut, or filled with blanks in front. */
export function rightColumn(text: string, width: number): string {
  const short = cut(text, width);
  return ' '.repeat(Math.max(0, width - [...short].length)) + short;
}

/** A number as people read it. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** A span of time in five characters or so. */
export function milliseconds(ms: number | undefined): string {
  if (ms === undefined || !Number.isFinite(ms)) return '–';
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  return ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** One column of a table. */
export interface TableColumn {
  readonly head: string;
  readonly isNumber?: boolean;
}

const GAP = '  ';

/** A table that fits a width: numbers to the right, the first column gives way when there is too little room. */
export function table(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number,
  paint: Paint,
): readonly string[] {
  const widths = columns.map(({ head }, i) => Math.max(...[head, ...rows.map((row) => row[i] ?? '')].map(lengthOf)));
  const rest = widths.slice(1).reduce((sum, w) => sum + w + GAP.length, 0);
  widths[0] = Math.max(8, Math.min(widths[0]!, width - rest));
  const line = (cells: readonly string[]) =>
    cut(
      cells.map((cell, i) => (columns[i]!.isNumber ? rightColumn : column)(cell, widths[i]!)).join(GAP),
      width,
    ).trimEnd();
  return [paint.bold(line(columns.map(({ head }) => head))), ...rows.map(line)];
}

function lengthOf(text: string): number {
  return [...text].length;
}
