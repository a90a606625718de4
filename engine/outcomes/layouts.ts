/** How the rows of a table stand in lines. */
export interface Layout {
  readonly table: 'outcomes' | 'signals';
  /** A line is the list of what these columns hold. Absent: an object that names its columns, as earlier releases wrote them. */
  readonly columns?: readonly string[];
}

/** Where in the streams a row comes from. */
const PLACE = ['stored_at', 'seq', 'shard', 'row'];

const OUTCOME = ['step', 'at', 'wall_at', 'elapsed_ms', 'customer', 'signal', 'signal_at', 'trigger', 'version'];
const OF_DELIVERY = ['decision', 'channel', 'provider', 'place', 'gate', 'reason', 'attempt'];
const SIGNAL = ['id', 'kind', 'customer', 'at', 'received_at', 'late', 'value', 'value_cut'];

/** By the first character of a line. Columns that are added later need a mark of their own: a list says nothing of what it lacks. */
export const LAYOUTS: Readonly<Record<string, Layout>> = {
  O: { table: 'outcomes', columns: [...PLACE, ...OUTCOME, ...OF_DELIVERY] },
  S: { table: 'signals', columns: [...PLACE, ...SIGNAL] },
  o: { table: 'outcomes' },
  s: { table: 'signals' },
};

/** Where in the streams the rows of an entry come from. */
export interface Place {
  readonly shard: number;
  readonly ms: number;
  readonly seq: number;
}

/** How the line of a layout becomes what ClickHouse reads, its place in front. */
export function placer({ columns }: Layout, { shard, ms, seq }: Place): (line: string, row: number) => string {
  const place = columns ? `[${ms},${seq},${shard},` : `{"stored_at":${ms},"seq":${seq},"shard":${shard},"row":`;
  return (line, row) => `${place}${row},${line.slice(2)}`;
}

/** The layout of a line; undefined: it is none. */
export function layoutOf(line: string): Layout | undefined {
  const layout = LAYOUTS[line[0] ?? ''];
  return line[1] === (layout?.columns ? '[' : '{') ? layout : undefined;
}
