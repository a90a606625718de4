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
  /** A signal's value, or what was sent, as JSON. */
  readonly value: string;
  /** Places entered and left by a signal: `enter haus`. */
  readonly moves?: readonly string[];
  readonly decision?: string;
}

/** Signals of one kind in a row of which nothing came: more are told together. */
const MOST_ALIKE = 3;
const WIDEST_VALUE = 90;

/** What the steps of a person's reply begin with. */
const OF_REPLY = /^reply-/;
const WORDS: Readonly<Record<string, string>> = { 'held-back': 'held back', deferred: 'put off' };

/**
 * A customer's story, a line for each step, in the order in which it happened; many signals of which nothing came as
 * one.
 */
export function storyLines(
  customer: string,
  zone: string,
  rows: readonly StoryRow[],
  isWhole = false,
): readonly string[] {
  const lines: string[] = [];
  for (let i = 0; i < rows.length; ) {
    const end = endOfRun(rows, i);
    const run = rows.slice(i, end);
    if (run.length > MOST_ALIKE) {
      const last = run.at(-1)!;
      lines.push(signalLine(run[0]!, zone), `${' '.repeat(21)}… ${run.length - 2} more ${last.what} signals`);
      lines.push(signalLine(last, zone));
    } else
      lines.push(
        ...run.flatMap((row) => (row.type === 'signal' ? signalLines(row, zone) : stepLines(row, zone, isWhole))),
      );
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
  if (first.type !== 'signal' || isMoving(first)) return end;
  while (rows[end]?.type === 'signal' && rows[end]?.what === first.what && !isMoving(rows[end]!)) end++;
  // The last one is what set off the step that follows, and stands by itself.
  return rows[end]?.type === 'outcome' && end - from > MOST_ALIKE + 1 ? end - 1 : end;
}

function isMoving({ moves }: StoryRow): boolean {
  return moves !== undefined && moves.length > 0;
}

const MOVES: Readonly<Record<string, string>> = { enter: 'entered', exit: 'left' };

function signalLines(row: StoryRow, zone: string): readonly string[] {
  const moves = (row.moves ?? []).map((move) => {
    const [how = '', place = ''] = move.split(' ');
    return `${localSecond(zone, Number(row.at))}    ${MOVES[how] ?? how} ${place}`;
  });
  return [signalLine(row, zone), ...moves];
}

function signalLine({ at, what, signal, reason, value }: StoryRow, zone: string): string {
  const late = reason === '' ? '' : `  (${reason})`;
  return `${localSecond(zone, Number(at))}  ${what.padEnd(9)} ${shortValue(value)}  [${signal}]${late}`;
}

/** One step of a decision, `walk-by held back by cooldown: until …`, or of a person's reply: `reply sent by smtp`. */
export function stepInWords(
  {
    what,
    trigger,
    channel,
    provider,
    place,
    gate,
    reason,
  }: Omit<StoryRow, 'at' | 'type' | 'signal' | 'value' | 'moves'>,
  zone: string,
): string {
  const step = what.replace(OF_REPLY, '');
  const who = step === what ? trigger : 'reply';
  const to = step === 'matched' || step === 'queued' ? ` for ${channel}` : ` by ${provider || channel}`;
  const by = gate !== '' ? ` by ${gate}` : channel !== '' ? to : '';
  const where = what === 'matched' && place !== '' ? ` at ${place}` : '';
  // What a provider calls a message that it took is nothing for people.
  const why = reason === '' || step === 'sent' ? '' : `: ${inLocalTime(zone, reason)}`;
  return `${who} ${WORDS[step] ?? step}${by}${where}${why}`.trimStart();
}

function stepLines(row: StoryRow, zone: string, isWhole: boolean): readonly string[] {
  const line = `${localSecond(zone, Number(row.at))}    → ${stepInWords(row, zone)}`;
  const slots = row.value === '' ? [] : (Object.entries(JSON.parse(row.value)) as [string, string][]);
  const [first] = slots;
  if (!first) return [line];
  if (!isWhole) return [`${line}: “${cut(first[1], WIDEST_TITLE)}”`];
  return [
    line,
    ...slots.flatMap(([slot, text]) => [`${INDENT}${slot}:`, ...text.split('\n').map((one) => `${INDENT}  ${one}`)]),
  ];
}

const INDENT = ' '.repeat(25);
const WIDEST_TITLE = 60;

function cut(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** A signal's value without the marks of JSON, as far as it fits. */
function shortValue(value: string): string {
  const text = value
    .replace(/^\{|\}$/g, '')
    .replace(/"([A-Za-z][\w.-]*)":/g, '$1 ')
    .replace(/,(?=[A-Za-z])/g, ', ');
  return text.length > WIDEST_VALUE ? `${text.slice(0, WIDEST_VALUE - 1)}…` : text;
}
