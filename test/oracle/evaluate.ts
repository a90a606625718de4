/**
 * The slow, plain meaning of `when` as a marketer writes it. Shares nothing with the engine's reader or compiler, on
 * purpose: what both agree on is right, or misunderstood twice.
 */

/** No is 0, unknown is ½, yes is 1: Kleene's logic is then least, most and one minus. */
export type Truth = 0 | 0.5 | 1;

export interface Asked {
  /** The value of a field; undefined when it is not known. */
  value(field: string): unknown;
  /** What it was before the signal; undefined when it is not known. */
  before?(field: string): unknown;
  readonly atMs: number;
  /** How far the customer's clock is ahead of UTC, all year. */
  readonly aheadMs: number;
}

type Mapping = Readonly<Record<string, unknown>>;
type Item = Readonly<Record<string, unknown>>;

export function evaluate(when: unknown, asked: Asked, unknownIsNo = false): Truth {
  if (when === undefined) return 1;
  return least(Object.entries(when as Mapping).map(([key, inner]) => entry(key, inner, asked, unknownIsNo)));
}

function entry(key: string, inner: unknown, asked: Asked, unknownIsNo: boolean): Truth {
  const each = () => (inner as readonly unknown[]).map((part) => evaluate(part, asked, unknownIsNo));
  if (key === 'all') return least(each());
  if (key === 'any') return most(each());
  if (key === 'none') return not(most(each()));
  if (key === 'not-all') return not(least(each()));
  if (key === 'exactly-one') return exactlyOne(each());
  const settle = (truth: Truth) => (unknownIsNo && truth === 0.5 ? 0 : truth);
  const say = (operator: string, args: unknown) =>
    changes(operator, args, asked.value(key) ?? undefined, asked.before?.(key) ?? undefined) ??
    compare(operator, args, asked.value(key), asked);
  return least(tests(inner).map(([operator, args]) => settle(say(operator, args))));
}

/** Certain only when none of those that are unknown can make a difference. */
function exactlyOne(truths: readonly Truth[]): Truth {
  const sureOnes = truths.filter((truth) => truth === 1).length;
  if (sureOnes > 1) return 0;
  return truths.includes(0.5) ? 0.5 : sure(sureOnes === 1);
}

function tests(source: unknown): readonly (readonly [string, unknown])[] {
  return typeof source === 'object' && source !== null ? Object.entries(source) : [['equals', source]];
}

function least(truths: readonly Truth[]): Truth {
  return Math.min(1, ...truths) as Truth;
}

function most(truths: readonly Truth[]): Truth {
  return Math.max(0, ...truths) as Truth;
}

function not(truth: Truth): Truth {
  return (1 - truth) as Truth;
}

function sure(claim: boolean): Truth {
  return claim ? 1 : 0;
}

/** What an operator says of a value that it can read; anything else is unknown. */
function compare(operator: string, args: unknown, value: unknown, asked: Asked): Truth {
  if (operator === 'exists') return sure(value !== undefined && value !== null);
  if (operator === 'missing') return sure(value === undefined || value === null);
  if (value === undefined || value === null) return 0.5;
  return (
    scalars(operator, args, value) ??
    numbers(operator, args, value) ??
    texts(operator, args, value) ??
    dates(operator, args, value, asked) ??
    lists(operator, args, value, asked) ??
    0.5
  );
}

/** What an operator says of a value and the one before it; undefined for operators that only look at the value. */
function changes(operator: string, args: unknown, value: unknown, before: unknown): Truth | undefined {
  const isOf = (one: unknown) => typeof one === typeof args;
  switch (operator) {
    case 'changed':
      return value === undefined || before === undefined ? 0.5 : sure(JSON.stringify(value) !== JSON.stringify(before));
    case 'changed-to':
      if (!isOf(value)) return 0.5;
      return value === args ? (before === undefined ? 0.5 : sure(before !== args)) : 0;
    case 'changed-from':
      return isOf(value) && before !== undefined ? sure(before === args && value !== args) : 0.5;
    case 'rose-above':
      return tellCrossed(value, before, (number) => number > (args as number));
    case 'fell-below':
      return tellCrossed(value, before, (number) => number < (args as number));
    case 'rose-by':
      return tellMoved(value, before, args, 1);
    case 'fell-by':
      return tellMoved(value, before, args, -1);
    default:
      return undefined;
  }
}

function tellCrossed(value: unknown, before: unknown, isBeyond: (number: number) => boolean): Truth {
  if (typeof value !== 'number') return 0.5;
  if (!isBeyond(value)) return 0;
  return typeof before === 'number' ? sure(!isBeyond(before)) : 0.5;
}

function tellMoved(value: unknown, before: unknown, args: unknown, sign: number): Truth {
  if (typeof value !== 'number' || typeof before !== 'number') return 0.5;
  const way = sign * (value - before);
  if (typeof args === 'number') return sure(way >= args);
  return before > 0 ? sure(way / before >= Number((args as string).replace('%', '')) / 100) : 0.5;
}

function scalars(operator: string, args: unknown, value: unknown): Truth | undefined {
  const list = Array.isArray(args) ? args : [args];
  const isReadable = list.some((one) => typeof one === typeof value);
  if (!isReadable || typeof value === 'object') return undefined;
  if (operator === 'equals' || operator === 'one-of') return sure(list.includes(value));
  if (operator === 'differs' || operator === 'none-of') return sure(!list.includes(value));
  return undefined;
}

function numbers(operator: string, args: unknown, value: unknown): Truth | undefined {
  if (typeof value !== 'number') return undefined;
  if (operator === 'at-least') return sure(value >= (args as number));
  if (operator === 'at-most') return sure(value <= (args as number));
  if (operator === 'above') return sure(value > (args as number));
  if (operator === 'below') return sure(value < (args as number));
  const [from, to] = Array.isArray(args) ? args : [];
  return operator === 'between' && typeof from === 'number' ? sure(from <= value && value <= to) : undefined;
}

function texts(operator: string, args: unknown, value: unknown): Truth | undefined {
  if (typeof value !== 'string') return undefined;
  if (operator === 'contains') return sure(value.split(args as string).length > 1);
  if (operator === 'starts-with') return sure(value.slice(0, (args as string).length) === args);
  if (operator === 'ends-with') return sure(value.slice(-(args as string).length) === args);
  if (operator === 'matches') return sure(new RegExp(args as string, 'u').test(value));
  if (operator === 'version-at-least') return version(value, (v) => v >= versionOf(args as string)!);
  if (operator === 'version-below') return version(value, (v) => v < versionOf(args as string)!);
  return times(operator, args, value);
}

function version(value: string, claim: (number: number) => boolean): Truth {
  const number = versionOf(value);
  return number === undefined ? 0.5 : sure(claim(number));
}

/** Versions of two small numbers only. */
function versionOf(text: string): number | undefined {
  const parts = text.split('.').map((part) => (/^\d$/.test(part) ? Number(part) : Number.NaN));
  return parts.length === 2 && !parts.includes(Number.NaN) ? parts[0]! * 100 + parts[1]! : undefined;
}

function times(operator: string, args: unknown, value: string): Truth | undefined {
  const minutes = (time: unknown) => {
    const [hour, minute] = typeof time === 'string' && /^\d\d:\d\d$/.test(time) ? time.split(':').map(Number) : [];
    return hour === undefined ? undefined : hour * 60 + minute!;
  };
  const shown = minutes(value);
  if (shown === undefined) return undefined;
  if (operator === 'before' && minutes(args) !== undefined) return sure(shown < minutes(args)!);
  if (operator === 'after' && minutes(args) !== undefined) return sure(shown >= minutes(args)!);
  const [from, to] = Array.isArray(args) ? args.map(minutes) : [];
  if (operator !== 'between' || from === undefined || to === undefined) return undefined;
  // Walk the clock from `from` until `to` and see whether the time comes by.
  for (let minute = from; minute !== to; minute = (minute + 1) % 1_440) if (minute === shown) return 1;
  return 0;
}

const DAY = 86_400_000;
const LENGTH: Mapping = { '1h': DAY / 24, '1d': DAY, '3d': 3 * DAY };

/** First and last millisecond on the customer's wall. */
function span(value: unknown, { aheadMs }: Asked): readonly [number, number] | undefined {
  if (typeof value === 'number') {
    // As text: 9 and 10 digits are seconds since 1970, more are milliseconds, fewer are no date.
    const digits = String(Math.trunc(Math.abs(value))).length;
    if (!Number.isFinite(value) || digits < 9) return undefined;
    const at = digits < 11 ? value * 1_000 : value;
    return [at + aheadMs, at + aheadMs];
  }
  if (typeof value !== 'string' || !/^\d{4}-/.test(value)) return undefined;
  const first = Date.parse(value.length === 10 || value.endsWith('Z') ? value : `${value}Z`);
  if (value.length === 10) return [first, first + DAY - 1];
  return value.endsWith('Z') ? [first + aheadMs, first + aheadMs] : [first, first];
}

function dates(operator: string, args: unknown, value: unknown, asked: Asked): Truth | undefined {
  const date = span(value, asked);
  if (!date) return undefined;
  const [first, last] = date;
  const wallMs = asked.atMs + asked.aheadMs;
  const length = (typeof args === 'string' ? LENGTH[args] : 0) as number;
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  if (operator === 'within-last') return sure(first <= wallMs && last >= wallMs - length);
  if (operator === 'within-next') return sure(last >= wallMs && first <= wallMs + length);
  if (operator === 'older-than') return sure(last < wallMs - length);
  if (operator === 'on-day') return sure(dayOf(first) === (args === 'today' ? dayOf(wallMs) : args));
  if (operator === 'anniversary') return sure(dayOf(first).slice(5) === dayOf(wallMs).slice(5));
  const [from, to] = [args].flat().map((one) => (typeof one === 'string' ? span(one, asked) : undefined));
  if (!from) return undefined;
  if (operator === 'before') return sure(last < from[0]);
  if (operator === 'after') return sure(first > from[1]);
  return operator === 'between' && to ? sure(last >= from[0] && first <= to[1]) : undefined;
}

function lists(operator: string, args: unknown, value: unknown, asked: Asked): Truth | undefined {
  if (!Array.isArray(value)) return undefined;
  const wanted = Array.isArray(args) ? args : [];
  if (operator === 'has-any') return sure(wanted.some((one) => value.includes(one)));
  if (operator === 'has-all') return sure(wanted.every((one) => value.includes(one)));
  if (operator === 'has-none') return sure(wanted.every((one) => !value.includes(one)));
  if (operator === 'length') return evaluateNested(args, value.length, asked);
  const { where = {}, is, property } = args as { where?: unknown; is: unknown; property: string };
  const met = value.map((item) => evaluate(where, { ...asked, value: (name) => part(item, name) }));
  if (operator === 'any-item') return most(met);
  if (operator === 'every-item') return least(met);
  if (met.includes(0.5)) return 0.5;
  const meeting = value.filter((_, i) => met[i] === 1);
  if (operator === 'count-of') return evaluateNested(is, meeting.length, asked);
  if (operator !== 'sum-of') return undefined;
  const parts = meeting.map((item) => part(item, property));
  if (parts.some((one) => typeof one !== 'number')) return 0.5;
  return evaluateNested(
    is,
    parts.reduce<number>((sum, one) => sum + (one as number), 0),
    asked,
  );
}

function evaluateNested(source: unknown, value: number, asked: Asked): Truth {
  return least(tests(source).map(([operator, args]) => compare(operator, args, value, asked)));
}

/** A part of something by its path. */
export function part(item: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => {
    return typeof inner === 'object' && inner !== null && Object.keys(inner).includes(name)
      ? (inner as Item)[name]
      : undefined;
  }, item);
}
