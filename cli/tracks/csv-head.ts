import { open } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';

/** What the beginning of a table tells of the rest. */
export interface CsvHead {
  /** Between cells: `,`, `;` or tab; or what a line `sep=;`, as spreadsheets write it, says. */
  readonly delimiter: string;
  /** Lines before the table: `sep=`. */
  readonly linesBefore: number;
  /** The first rows of cells, the header first. */
  readonly rows: readonly (readonly string[])[];
}

const HEAD_BYTES = 64 * 1024;
const SEP = /^sep=(.)\r?$/i;
/**
 * What every reading of a table has in common: a mark at the beginning, comments on lines of their own, spaces around
 * cells.
 */
export const TABLE = {
  bom: true,
  trim: true,
  skip_empty_lines: true,
  relax_quotes: true,
  comment: '#',
  comment_no_infix: true,
} as const;

/** Reads the beginning of a table; rows may be cut off there, so the last is left out of a longer one. */
export async function readHead(file: string): Promise<CsvHead> {
  const text = await beginningOf(file);
  const lines = text.split('\n');
  const said = SEP.exec(lines[0] ?? '')?.[1];
  const header =
    lines.slice(said === undefined ? 0 : 1).find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  const delimiter = said ?? mostOften(header);
  const linesBefore = said === undefined ? 0 : 1;
  const rows: string[][] = parse(dropCutLine(lines).slice(linesBefore).join('\n'), {
    ...TABLE,
    delimiter,
    relax_column_count: true,
  });
  return { delimiter, linesBefore, rows };
}

function dropCutLine(lines: readonly string[]): readonly string[] {
  return lines.length > 1 ? lines.slice(0, -1) : lines;
}

function mostOften(header: string): string {
  const count = (mark: string) => header.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

async function beginningOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const text = buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
    return bytesRead < HEAD_BYTES ? `${text}\n` : text;
  } finally {
    await handle.close();
  }
}
