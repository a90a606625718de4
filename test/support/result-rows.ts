import type { Outcome, StepName } from '../../engine/outcomes/contract.ts';
import { lineOf } from '../../engine/outcomes/lines.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../triggers/time/spans.ts';

const TRIGGERS = ['rainy-evening-walk-by', 'cart-near-store'];
const PLACES = ['store-north', 'store-south', 'store-west'];
const CELLS = ['51.37 12.37', '51.31 12.38', '51.33 12.33'];
const WEATHER = ['rain', 'clear'] as const;
/** So many decisions a day. */
const A_DAY = 12;

/**
 * The rows of the days before `midnight`, twelve decisions on each from noon on: two are held back by their cooldown,
 * two (in the last seven days four) by consent alone, the others are sent, every second one is clicked, every fourth
 * succeeds.
 */
export function resultLines(midnight: number, days: number): readonly string[] {
  return Array.from({ length: days * A_DAY }, (_, n) => {
    const [ago, i] = [Math.floor(n / A_DAY) + 1, n % A_DAY];
    return linesOf(`d-${ago}-${i}`, midnight - ago * DAY_MS + 12 * HOUR_MS + i * MINUTE_MS, i, ago <= 7);
  }).flat();
}

function linesOf(decision: string, at: number, i: number, isLate: boolean): readonly string[] {
  const facts = {
    ...{
      weather: WEATHER[i % 2]!,
      hour: 13,
      weekday: ((new Date(at).getUTCDay() + 6) % 7) + 1,
      country: 'DE',
      cell: CELLS[i % 3]!,
    },
    ...{ deviceForm: 'phone', purpose: 'offers', template: 'store-voucher', locale: 'de', group: 'message' as const },
  };
  const step = (name: StepName, afterMs: number, more: Partial<Outcome> = {}) =>
    lineOf({
      ...{ step: name, at: at + afterMs, wallAt: at + afterMs, elapsedMs: 2 + afterMs / 1_000, customer: `c-${i}` },
      ...{ signal: `s-${decision}`, signalAt: at - 400, trigger: TRIGGERS[i % 2]!, version: 1, decision },
      ...{ channel: 'email', provider: 'smtp', place: PLACES[i % 3]!, gate: '', reason: '', attempt: 0, ...more },
    });
  const isHeldBy = (gate: string, code: string, args: Readonly<Record<string, string | number>>, isAlone: boolean) => [
    step('matched', 0, { facts: { ...facts, isAlone } }),
    step('held-back', 0, { gate, why: { code, args } }),
  ];
  if (i % 6 === 0) return isHeldBy('cooldown', 'cooling-down', { hours: 24 }, false);
  if (i % 6 === 1 || (isLate && i % 6 === 2)) {
    return isHeldBy('consent', 'no-consent', { purpose: 'offers', channels: 'email' }, true);
  }
  const conversion = { goal: 'order', isPrimary: true, isFirst: true, isLast: true, value: 25 };
  return [
    step('matched', 0, { facts }),
    step('queued', 3),
    step('attempted', 20, { attempt: 1 }),
    step('sent', 40 + i * 100),
    step('delivered', 900),
    ...(i % 2 === 0 ? [step('opened', 30_000), step('clicked', 60_000)] : []),
    ...(i % 4 === 0 ? [step('converted', 600_000, { facts: { group: 'message', conversion } })] : []),
  ];
}
