import { addDays, dateIn, startOfDate } from '../../parts/zone-days.ts';
import type { QueryRow } from '../../queries/results.ts';
import { FACT_NAMES, filterValue } from './facts.ts';
import { FUNNEL, MACHINES, MEASURES, stepOf } from './steps.ts';

type Params = Readonly<Record<string, string>>;

/**
 * The parameters of the decisions, or people, behind a number of an answer to a named question; undefined: it counts
 * none, or no filter can name them.
 */
export function behindRow(name: string, params: Params, row: QueryRow, column: string): Params | undefined {
  const more = OF_QUESTION[name]?.(row, column, params);
  if (more === undefined || Object.values(more).includes(undefined)) return undefined;
  const kept = KEPT.flatMap((one) => (params[one] === undefined ? [] : [[one, params[one]]]));
  return { ...(Object.fromEntries(kept) as Params), ...(more as Params) };
}

const KEPT = ['from', 'to', 'zone', 'attribution', ...FACT_NAMES] as const;

type Behind = (
  row: QueryRow,
  column: string,
  params: Params,
) => Readonly<Record<string, string | undefined>> | undefined;

const STEPS: ReadonlyMap<string, string> = new Map([
  ...MEASURES.filter((measure) => measure !== 'value').map((measure) => [measure, stepOf(measure)] as const),
  ...[...FUNNEL, ...MACHINES].flatMap(({ column, step }) => (step === undefined ? [] : [[column, step] as const])),
]);

/** The facts that an answer is counted by, as filters. */
function factsOf(row: QueryRow, params: Params): Readonly<Record<string, string | undefined>> {
  const names = (params.by ?? '').split(',').filter((name) => name !== '' && name in row);
  return Object.fromEntries(names.map((name) => [name, filterValue(row[name])]));
}

function stepOfColumn(column: string): { readonly step: string } | undefined {
  const step = STEPS.get(column);
  return step === undefined ? undefined : { step };
}

/** What of a part of time lies within the period. */
function within(at: number, until: number, { from, to }: Params): { readonly from: string; readonly to: string } {
  const cut = (time: number) => {
    const [first, last] = [Number(from), Number(to)];
    return String(Math.min(Math.max(time, Number.isNaN(first) ? time : first), Number.isNaN(last) ? time : last));
  };
  return { from: cut(at), to: cut(until) };
}

const OF_QUESTION: Readonly<Record<string, Behind>> = {
  'results-funnel': (row, column, params) => {
    const step = stepOfColumn(column);
    return step && { ...factsOf(row, params), ...step };
  },
  'results-over-time': (row, column, params) => {
    const step = stepOfColumn(column);
    const [at, until] = [Number(row.at), Number(row.until)];
    const span = row.is_before ? { from: String(at), to: String(until) } : within(at, until, params);
    return step && { ...factsOf(row, params), ...span, ...step };
  },
  'held-back-by': (row, column, params) => {
    if ((column !== 'held' && column !== 'alone') || row.code === '') return undefined;
    const args = row.gate === 'frequency-cap' ? { args: JSON.stringify(row.args) } : {};
    return {
      ...{ ...factsOf(row, params), trigger: filterValue(row.trigger), step: 'held-back' },
      ...{ gate: String(row.gate), code: String(row.code), ...args, ...(column === 'alone' && { alone: 'true' }) },
    };
  },
  'channel-cost': (row, column) => {
    if (column === 'sent_as_next') return { step: 'sent', next_channel: String(row.channel) };
    const isCounted = column === 'sent' || column === 'converted';
    return isCounted ? { step: column, channel: filterValue(row.channel) } : undefined;
  },
  'fall-backs': (row, column) => {
    const step = column === 'went_on' ? { step: 'matched' } : stepOfColumn(column);
    const way = { channel: filterValue(row.first_channel), next_channel: String(row.channel) };
    return step && { trigger: String(row.trigger), ...way, ...step };
  },
  lateness: (row, column) => {
    const step = stepOfColumn(column);
    const [from, until] = [Number(row.from_ms), Number(row.until_ms)];
    const age = { ...(from > 0 && { age_from: String(from) }), ...(until > 0 && { age_until: String(until) }) };
    return step && { ...age, ...step };
  },
  // Every decision has the measures of the steps that it came to, and the age of its signal once it matched.
  'latency-over-time': (row, column, params) => {
    if (column !== 'count') return undefined;
    const step = { step: row.step === 'signal-age' ? 'matched' : String(row.step) };
    if (typeof row.hour === 'number') return { ...within(row.hour, row.hour + HOUR_MS, params), ...step };
    if (typeof row.day_at === 'number') {
      const { zone = 'UTC' } = params;
      const until = startOfDate(zone, addDays(dateIn(zone, row.day_at), 1));
      return { ...within(row.day_at, until, params), ...step };
    }
    return 'channel' in row ? { channel: filterValue(row.channel), ...step } : undefined;
  },
  'return-to-place': (row, column) => {
    if (column !== 'people' && column !== 'returned') return undefined;
    const group = { of: 'return', in_group: String(row.group), days: String(row.within_days) };
    return { ...group, ...(column === 'returned' && { returned: 'true' }) };
  },
  'trigger-overlap': (row, column) => {
    const [trigger, other] = [String(row.trigger), String(row.other)];
    if (column === 'people') return { of: 'overlap', trigger, other };
    if (column === 'people_trigger') return { of: 'overlap', trigger };
    return column === 'people_other' ? { of: 'overlap', trigger: other } : undefined;
  },
};

const HOUR_MS = 3_600_000;
