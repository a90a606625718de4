import { DAY_MS, HOUR_MS } from '../../triggers/time/spans.ts';

const LENGTHS = [HOUR_MS, DAY_MS, 30 * DAY_MS, 3_650 * DAY_MS];
/** Spans that are kept; with more, spans grow longer. */
const MOST_SPANS = 500;

/** Matches and messages counted by the hour; by the day and longer when there are too many hours. */
export interface TimeSpans {
  readonly lengthMs: number;
  count(at: number, what: 'matches' | 'sends'): void;
  list(): readonly { readonly at: number; readonly matches: number; readonly sends: number }[];
}

/** Begins with hours. */
export function createTimeSpans(): TimeSpans {
  let length = 0;
  let spans = new Map<number, { matches: number; sends: number }>();
  const spanOf = (at: number) => {
    const start = Math.floor(at / LENGTHS[length]!) * LENGTHS[length]!;
    const known = spans.get(start);
    if (known) return known;
    const fresh = { matches: 0, sends: 0 };
    spans.set(start, fresh);
    return fresh;
  };
  const lengthen = () => {
    const before = spans;
    spans = new Map();
    length += 1;
    for (const [at, { matches, sends }] of before) {
      const span = spanOf(at);
      span.matches += matches;
      span.sends += sends;
    }
  };
  return {
    get lengthMs() {
      return LENGTHS[length]!;
    },
    count(at, what) {
      spanOf(at)[what] += 1;
      while (spans.size > MOST_SPANS && length + 1 < LENGTHS.length) lengthen();
    },
    list: () => Array.from(spans, ([at, span]) => ({ at, ...span })).sort((a, b) => a.at - b.at),
  };
}
