import type { KeptReport } from '../../../engine/api/contract.ts';

/** One bar: a span of time, and what each of two triggers did in it. */
export interface PairedSpan {
  readonly at: number;
  readonly tested: Counted;
  readonly live: Counted;
}

interface Counted {
  readonly matches: number;
  readonly sends: number;
}

/** Bars that are drawn; of longer periods several spans are one. */
const MOST_BARS = 340;
const NONE: Counted = { matches: 0, sends: 0 };

/** Every span of a period, empty ones too, with the counts of both reports; spans of the same length for both. */
export function spansBetween(
  { from, to }: { readonly from: number; readonly to: number },
  tested: Pick<KeptReport, 'spans' | 'spanMs'>,
  live: Pick<KeptReport, 'spans' | 'spanMs'> | undefined,
): { readonly spanMs: number; readonly spans: readonly PairedSpan[] } {
  let spanMs = Math.max(tested.spanMs, live?.spanMs ?? 0);
  while ((to - from) / spanMs > MOST_BARS) spanMs *= 2;
  const [testedBy, liveBy] = [gather(tested.spans, spanMs), gather(live?.spans ?? [], spanMs)];
  const spans: PairedSpan[] = [];
  for (let at = Math.floor(from / spanMs) * spanMs; at < to; at += spanMs) {
    spans.push({ at, tested: testedBy.get(at) ?? NONE, live: liveBy.get(at) ?? NONE });
  }
  return { spanMs, spans };
}

function gather(spans: KeptReport['spans'], spanMs: number): ReadonlyMap<number, Counted> {
  const gathered = new Map<number, Counted>();
  for (const { at, matches, sends } of spans) {
    const start = Math.floor(at / spanMs) * spanMs;
    const { matches: before, sends: sent } = gathered.get(start) ?? NONE;
    gathered.set(start, { matches: before + matches, sends: sent + sends });
  }
  return gathered;
}
