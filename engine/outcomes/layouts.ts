/** How the rows of a table stand in lines. */
export interface Layout {
  readonly table: 'outcomes' | 'signals' | 'messages';
  /**
   * A line is the list of what these columns hold. Absent: an object that names its columns, as earlier releases wrote
   * them.
   */
  readonly columns?: readonly string[];
}

/** Where in the streams a row comes from. */
const PLACE = ['stored_at', 'seq', 'shard', 'row'];

const OUTCOME = ['step', 'at', 'wall_at', 'elapsed_ms', 'customer', 'signal', 'signal_at', 'trigger', 'version'];
const OF_DELIVERY = ['decision', 'channel', 'provider', 'place', 'gate', 'reason', 'attempt'];
const OF_REASON = ['code', 'args', 'until'];
const MESSAGE = ['decision', 'customer', 'at', 'channel', 'content', 'content_cut'];
const SIGNAL = ['id', 'kind', 'customer', 'at', 'received_at', 'late', 'value', 'value_cut'];

/**
 * By the first character of a line. Columns that are added later need a mark of their own: a list says nothing of what
 * it lacks.
 */
const LAYOUTS: Readonly<Record<string, Layout>> = {
  R: { table: 'outcomes', columns: [...PLACE, ...OUTCOME, ...OF_DELIVERY, ...OF_REASON] },
  O: { table: 'outcomes', columns: [...PLACE, ...OUTCOME, ...OF_DELIVERY] },
  M: { table: 'messages', columns: [...PLACE, ...MESSAGE] },
  T: { table: 'signals', columns: [...PLACE, ...SIGNAL, 'moves'] },
  S: { table: 'signals', columns: [...PLACE, ...SIGNAL] },
  o: { table: 'outcomes' },
  s: { table: 'signals' },
};

/** What ClickHouse reads of a line: with its place in front, the `row`-th of an entry. */
export function placeLine(line: string, { columns }: Layout, { shard, ms, seq }: Place, row: number): string {
  const rest = line.slice(2);
  if (columns) return `[${ms},${seq},${shard},${row},${rest}`;
  return `{"stored_at":${ms},"seq":${seq},"shard":${shard},"row":${row},${rest}`;
}

/** The entry of a stream that a row comes from. */
export interface Place {
  readonly shard: number;
  readonly ms: number;
  readonly seq: number;
}

/** The layout of a line; undefined: it is none. */
export function layoutOf(line: string): Layout | undefined {
  const layout = LAYOUTS[line[0] ?? ''];
  return line[1] === (layout?.columns ? '[' : '{') ? layout : undefined;
}
