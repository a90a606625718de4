import { inLocalTime, localSecond, localTime } from './local-times.ts';

/** One row of a customer's story, as `customer-story` gives it. */
export interface StoryRow {
  readonly at: number;
  readonly type: string;
  readonly what: string;
  readonly signal: string;
  readonly trigger: string;
  readonly channel: string;
  readonly provider: string;
  readonly place: string;
  readonly gate: string;
  readonly reason: string;
  readonly value: string;
}

/** Signals of one kind in a row of which nothing came: more are told together. */
const MOST_ALIKE = 3;
const WIDEST_VALUE = 90;

const WORDS: Readonly<Record<string, string>> = { 'held-back': 'held back', deferred: 'put off' };

/** A customer's story, a line for each step, in the order in which it happened; many signals of which nothing came as one. */
export function storyLines(customer: string, zone: string, rows: readonly StoryRow[]): readonly string[] {
  const lines: string[] = [];
  for (let i = 0; i < rows.length; ) {
    const end = endOfRun(rows, i);
    const run = rows.slice(i, end);
    if (run.length > MOST_ALIKE) {
      const last = run.at(-1)!;
      lines.push(signalLine(run[0]!, zone), `${' '.repeat(21)}… ${run.length - 2} more ${last.what} signals`);
      lines.push(signalLine(last, zone));
    } else lines.push(...run.map((row) => (row.type === 'signal' ? signalLine(row, zone) : stepLine(row, zone))));
    i = end;
  }
  return [`${customer}, times in ${zone}`, '', ...(lines.length > 0 ? lines : ['nothing is stored'])];
}

/** How decisions ended of late, the newest last, each with the signal it belongs to. */
export function latelyLines(zone: string, rows: readonly StoryRow[], most: number): readonly string[] {
  const ends = rows.filter(({ type, what }) => type === 'outcome' && ENDS.has(what)).slice(-most);
  return ends.map((row) => `${localTime(zone, Number(row.at))}  ${stepInWords(row, zone)}  [${row.signal}]`);
}

const ENDS: ReadonlySet<string> = new Set(['sent', 'held-back', 'deferred', 'expired', 'failed', 'uncertain']);

/** Where the signals of one kind end that begin at `from`. */
function endOfRun(rows: readonly StoryRow[], from: number): number {
  const first = rows[from]!;
  let end = from + 1;
  if (first.type !== 'signal') return end;
  while (rows[end]?.type === 'signal' && rows[end]?.what === first.what) end++;
  // The last one is what set off the step that follows, and stands by itself.
  return rows[end]?.type === 'outcome' && end - from > MOST_ALIKE + 1 ? end - 1 : end;
}

function signalLine({ at, what, signal, reason, value }: StoryRow, zone: string): string {
  const late = reason === '' ? '' : `  (${reason})`;
  return `${localSecond(zone, Number(at))}  ${what.padEnd(9)} ${shortValue(value)}  [${signal}]${late}`;
}

/** One step of a decision: `walk-by held back by cooldown: until …`. */
export function stepInWords(
  { what, trigger, channel, provider, place, gate, reason }: Omit<StoryRow, 'at' | 'type' | 'signal' | 'value'>,
  zone: string,
): string {
  const to = what === 'matched' || what === 'queued' ? ` for ${channel}` : ` by ${provider || channel}`;
  const by = gate !== '' ? ` by ${gate}` : channel !== '' ? to : '';
  const where = what === 'matched' && place !== '' ? ` at ${place}` : '';
  // What a provider calls a message that it took is nothing for people.
  const why = reason === '' || what === 'sent' ? '' : `: ${inLocalTime(zone, reason)}`;
  return `${trigger} ${WORDS[what] ?? what}${by}${where}${why}`.trimStart();
}

function stepLine(row: StoryRow, zone: string): string {
  return `${localSecond(zone, Number(row.at))}    → ${stepInWords(row, zone)}`;
}

/** A signal's value without the marks of JSON, as far as it fits. */
function shortValue(value: string): string {
  const text = value
    .replace(/^\{|\}$/g, '')
    .replace(/"([A-Za-z][\w.-]*)":/g, '$1 ')
    .replace(/,(?=[A-Za-z])/g, ', ');
  return text.length > WIDEST_VALUE ? `${text.slice(0, WIDEST_VALUE - 1)}…` : text;
}
