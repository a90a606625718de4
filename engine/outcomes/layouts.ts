/** The form of a table's rows in lines. */
export interface Layout {
  readonly table: 'outcomes' | 'signals' | 'messages' | 'conversation' | 'consent_proofs' | 'woken';
  /**
   * A line is the list of these columns' values. Absent: a line is an object that names its columns, as earlier
   * releases wrote it.
   */
  readonly columns?: readonly string[];
}

/** The columns of a row's place in the streams. */
const PLACE = ['stored_at', 'seq', 'shard', 'row'];

const OUTCOME = ['step', 'at', 'wall_at', 'elapsed_ms', 'customer', 'signal', 'signal_at', 'trigger', 'version'];
const OF_DELIVERY = ['decision', 'channel', 'provider', 'place', 'gate', 'reason', 'attempt'];
const OF_REASON = ['code', 'args', 'until'];
/** What is known of the moment, and of what a decision came to besides. */
const FACTS = [
  ...[
    'device_form',
    'device_system',
    'weather',
    'temperature_band',
    'hour',
    'weekday',
    'country',
    'cell',
    'place_tags',
  ],
  ...['purpose', 'template', 'locale', 'variant', '`group`', 'alone', 'machine'],
  ...['goal', 'is_primary', 'is_first', 'is_last', 'value'],
];
const WOKEN = ['hour', 'trigger', 'condition', 'answer', 'run', 'count'];
const MESSAGE = ['decision', 'customer', 'at', 'channel', 'content', 'content_cut'];
const PROOF = ['customer', 'channel', 'purpose', 'address', 'delivery', 'asked_at', 'confirmed_at', 'agent'];
const SAID = ['id', 'customer', 'at', 'channel', 'thread', 'direction', 'who', 'decision', 'content', 'content_cut'];
const SIGNAL = ['id', 'kind', 'customer', 'at', 'received_at', 'late', 'value', 'value_cut'];

/**
 * A list may end early: the columns after its last value get their defaults. So all lists of a table are one insert.
 */
const OUTCOMES: Layout = {
  table: 'outcomes',
  columns: [...PLACE, ...OUTCOME, ...OF_DELIVERY, ...OF_REASON, ...FACTS],
};
const SIGNALS: Layout = { table: 'signals', columns: [...PLACE, ...SIGNAL, 'moves'] };

/**
 * Layouts by the first character of a line. A list does not name its columns, so a later release appends columns and
 * never inserts one between others.
 */
const LAYOUTS: Readonly<Record<string, Layout>> = {
  F: OUTCOMES,
  R: OUTCOMES, // without facts
  O: OUTCOMES, // and without the reason's code, as an earlier release wrote it
  W: { table: 'woken', columns: [...PLACE, ...WOKEN] },
  M: { table: 'messages', columns: [...PLACE, ...MESSAGE] },
  P: { table: 'consent_proofs', columns: [...PLACE, ...PROOF] },
  C: { table: 'conversation', columns: [...PLACE, ...SAID] },
  T: SIGNALS,
  S: SIGNALS, // without moves, as an earlier release wrote it
  o: { table: 'outcomes' },
  s: { table: 'signals' },
};

/** Adds the place of a row to its line: `row` is its number in the entry. ClickHouse reads the result. */
export function placeLine(line: string, { columns }: Layout, { shard, ms, seq }: Place, row: number): string {
  const rest = line.slice(2);
  if (columns) return `[${ms},${seq},${shard},${row},${rest}`;
  return `{"stored_at":${ms},"seq":${seq},"shard":${shard},"row":${row},${rest}`;
}

/** The entry of a row. */
export interface Place {
  readonly shard: number;
  readonly ms: number;
  readonly seq: number;
}

/** Returns the layout of a line; undefined when no layout fits. */
export function layoutOf(line: string): Layout | undefined {
  const layout = LAYOUTS[line[0] ?? ''];
  return line[1] === (layout?.columns ? '[' : '{') ? layout : undefined;
}
