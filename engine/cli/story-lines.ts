import { inLocalTime, localSecond } from './local-times.ts';

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

function stepLine({ at, what, trigger, channel, provider, place, gate, reason }: StoryRow, zone: string): string {
  const to = what === 'matched' || what === 'queued' ? ` for ${channel}` : ` by ${provider || channel}`;
  const by = gate !== '' ? ` by ${gate}` : channel !== '' ? to : '';
  const where = what === 'matched' && place !== '' ? ` at ${place}` : '';
  const why = reason === '' ? '' : `: ${inLocalTime(zone, reason)}`;
  return `${localSecond(zone, Number(at))}    → ${trigger} ${WORDS[what] ?? what}${by}${where}${why}`;
}

/** A signal's value without the marks of JSON, as far as it fits. */
function shortValue(value: string): string {
  const text = value
    .replace(/^\{|\}$/g, '')
    .replace(/"([A-Za-z][\w.-]*)":/g, '$1 ')
    .replace(/,(?=[A-Za-z])/g, ', ');
  return text.length > WIDEST_VALUE ? `${text.slice(0, WIDEST_VALUE - 1)}…` : text;
}
