import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trackingOf } from '../../triggers/changes/tracking.ts';
import { compileWhen, tracksOf } from '../../triggers/conditions/compile.ts';
import { readWhen } from '../../triggers/conditions/read.ts';
import type { Answer } from '../../triggers/contract.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import { buildPlacesIndex } from '../../triggers/places/places-index.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { nowOf } from '../../triggers/state/now.ts';
import { loadVocabulary } from '../../triggers/vocabulary/vocabulary.ts';
import { momentWith } from '../support/moments.ts';

const vocabulary = await loadVocabulary();
const advance = createAdvance(vocabulary.signals);
const places = buildPlacesIndex([]);
const MINUTE = 60_000;
const START = Date.parse('2026-03-01T12:00:00Z');

interface Sent {
  readonly kind: 'device' | 'identify' | 'event';
  readonly value: Readonly<Record<string, unknown>>;
  readonly at: number;
}

const battery = fc.constantFrom(10, 18, 20, 22, 25, 30);
const device = fc.record({ battery, connection: fc.constantFrom('wifi', '4g') }, { requiredKeys: [] });
const plan = fc.constantFrom('a', 'b', null);
const event = fc.record({
  name: fc.constantFrom('Visit', 'Order'),
  properties: fc.record({ total: fc.constantFrom(5, 20, 'x') }, { requiredKeys: [] }),
});
const one = fc.oneof(
  device.map((value) => ({ kind: 'device' as const, value })),
  plan.map((said) => ({ kind: 'identify' as const, value: { traits: { plan: said } } })),
  event.map((value) => ({ kind: 'event' as const, value })),
);
/** Signals some minutes apart; now and then one is late. */
const signals: fc.Arbitrary<readonly Sent[]> = fc
  .array(
    fc.tuple(one, fc.integer({ min: 0, max: 25 }), fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(20))),
    {
      minLength: 1,
      maxLength: 14,
    },
  )
  .map((steps) => {
    let clock = START;
    return steps.map(([{ kind, value }, minutes, lateMinutes]) => {
      clock += minutes * MINUTE;
      return { kind, value, at: clock - lateMinutes * MINUTE };
    });
  });

type Asked = readonly [field: string, operator: string, args: unknown];
const level = fc.record({ level: fc.constantFrom(19, 20, 22), hysteresis: fc.constantFrom(3, 5, 8) });
const happened = fc.record(
  {
    event: fc.constantFrom('Visit', 'Order'),
    within: fc.constantFrom('10m', '1h'),
    times: fc.constantFrom(1, 2, 3),
    where: fc.constant({ total: { above: 10 } }),
  },
  { requiredKeys: ['event', 'within'] },
);
const asked: fc.Arbitrary<Asked> = fc.oneof(
  fc.tuple(fc.constant('device.battery'), fc.constantFrom('rose-above', 'fell-below'), level),
  fc.tuple(fc.constant('device.connection'), fc.constant('unchanged-for'), fc.constantFrom('5m', '20m')),
  fc.tuple(fc.constant('device.connection'), fc.constant('changed'), fc.constant(true)),
  fc.tuple(fc.constant('customer.plan'), fc.constant('unchanged-for'), fc.constantFrom('5m', '1h')),
  fc.tuple(fc.constant('customer.plan'), fc.constant('changed-to'), fc.constantFrom('a', 'b')),
  fc.tuple(fc.constant('events'), fc.constantFrom('did', 'did-not'), happened),
);

interface Told {
  readonly at: number;
  readonly v: unknown;
}

const STAYS: Readonly<Record<string, number>> = { 'device.battery': 30 * MINUTE, 'device.connection': 10 * MINUTE };
const LENGTHS: Readonly<Record<string, number>> = { '5m': 5, '10m': 10, '20m': 20, '1h': 60 };

/** What signals said of a field, as far as each was newer than what was known: the whole list, from the beginning. */
function told(field: string, sent: readonly Sent[]): readonly Told[] {
  const list: Told[] = [];
  for (const { kind, value, at } of sent) {
    const [group, name = ''] = field.split('.');
    const said = group === 'customer' ? (value.traits as Record<string, unknown> | undefined)?.[name] : value[name];
    if (said === undefined || kind !== (group === 'customer' ? 'identify' : group)) continue;
    if (list.length === 0 || list.at(-1)!.at <= at) list.push({ at, v: said });
  }
  return list;
}

/** The plain meaning: looks at all that was ever sent. The last signal is the one at hand. */
function plainly([field, operator, args]: Asked, sent: readonly Sent[]): Answer {
  const { at } = sent.at(-1)!;
  if (field === 'events') return plainlyHappened(operator, args as never, sent, at);
  const list = told(field, sent);
  const stays = STAYS[field] ?? Infinity;
  const last = list.at(-1);
  if (!last || last.v === null || at > last.at + stays) return undefined;
  const isNew = list.length > told(field, sent.slice(0, -1)).length;
  const before = isNew ? list.at(-2) : last;
  if (operator === 'changed') return before && before.v !== null ? before.v !== last.v : undefined;
  if (operator === 'changed-to') {
    if (last.v !== args) return false;
    return before && before.v !== null ? before.v !== args : undefined;
  }
  if (operator === 'unchanged-for') {
    const follows = (i: number) => list[i - 1]!.v !== null && list[i - 1]!.at + stays >= list[i]!.at;
    let first = list.length - 1;
    while (first > 0 && follows(first) && list[first - 1]!.v === last.v) first--;
    if (at - list[first]!.at >= LENGTHS[args as string]! * MINUTE) return true;
    return first > 0 && follows(first) ? false : undefined;
  }
  const { level, hysteresis } = args as { level: number; hysteresis: number };
  const sign = operator === 'rose-above' ? 1 : -1;
  const isBeyond = ({ v }: Told) => sign * ((v as number) - level) > 0;
  const isBack = ({ v }: Told) => sign * (level - (v as number)) >= hysteresis;
  if (!isBeyond(last)) return false;
  if (!isNew) return false;
  const earlier = list.slice(0, -1);
  if (earlier.length === 0) return undefined;
  const decisive = earlier.findLast((one) => isBeyond(one) || isBack(one));
  return decisive === undefined || isBack(decisive);
}

function plainlyHappened(
  operator: string,
  { event: name, within, times = 1, where }: { event: string; within: string; times?: number; where?: unknown },
  sent: readonly Sent[],
  at: number,
): Answer {
  const from = at - LENGTHS[within]! * MINUTE;
  const events = sent.filter((one) => one.kind === 'event' && one.value.name === name && one.at > from && one.at <= at);
  const totals = events.map(({ value }) => (value.properties as { total?: unknown }).total);
  const count = where ? totals.filter((total) => typeof total === 'number' && total > 10).length : events.length;
  const isUnclear = where !== undefined && totals.some((total) => typeof total !== 'number');
  const did = count >= times ? true : isUnclear ? undefined : false;
  return did === undefined || operator === 'did' ? did : !did;
}

test('what is remembered of a customer answers as the whole of their signals would', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(asked, signals, (ask, sent) => {
      const [field, operator, args] = ask;
      const problems: string[] = [];
      const report = (_: string, expected: string) => void problems.push(expected);
      const when = readWhen({ [field]: { [operator]: args } }, vocabulary, { conditions: 0, report });
      expect(problems).toEqual([]);
      const tracking = trackingOf(tracksOf(when, vocabulary), vocabulary.signals);
      const holds = compileWhen(when, vocabulary, false);
      const state = emptyState('c1');
      sent.forEach(({ kind, value, at }, i) => {
        const signal = { id: `s${i}`, kind, customer: 'c1', at, value };
        const advanced = advance(state, signal, places, at, undefined, tracking);
        const moment = momentWith(state, { at, signal, before: 'before' in advanced ? advanced.before : undefined });
        const answer = holds(moment, nowOf(moment));
        const truth = plainly(ask, sent.slice(0, i + 1));
        // A late signal may ask about a time of which only the newest is remembered: then it is unknown, never wrong.
        const isLate = sent.slice(0, i).some((one) => one.at > at);
        if (!(isLate && answer === undefined)) expect([i, answer]).toEqual([i, truth]);
        const key = `${operator} ${answer}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
      });
    }),
    { numRuns: 10_000 },
  );
  for (const operator of ['rose-above', 'fell-below', 'unchanged-for', 'changed', 'changed-to', 'did', 'did-not'])
    for (const answer of [true, false, undefined])
      expect([operator, answer, (seen.get(`${operator} ${answer}`) ?? 0) > 30]).toEqual([operator, answer, true]);
}, 240_000);
