import { expect, test } from 'vitest';
import { createAdmission, type Party } from './admission.ts';

const MOST = 16_000;
const BUDGET = 4_096;

/** An admission on a clock that the test sets. */
function open() {
  let now = 1_000;
  const admission = createAdmission(MOST, { wall: () => now });
  return {
    ...admission,
    get isEasy() {
      return admission.isEasy;
    },
    pass: (ms: number) => {
      now += ms;
    },
    get now() {
      return now;
    },
    /** Takes in all that there is room for, positions where not said otherwise. */
    fill(party: Party, shed: 'first' | 'second' | 'last' = 'first') {
      const room = admission.roomFor(party, shed);
      admission.take(party, room);
      return room;
    },
  };
}

test('up to half of the budget nobody is asked, however much one client sends', () => {
  const admission = open();
  const one = admission.party('k');
  admission.take(one, BUDGET / 2 - 1);
  expect(admission.isEasy).toBe(true);
  admission.take(one, 1);
  expect(admission.isEasy).toBe(false);
});

test('what is worth least is refused first, and what is worth most when there is no room at all', () => {
  const admission = open();
  const one = admission.party('k');
  const rooms = (['first', 'second', 'last'] as const).map((shed) => {
    admission.fill(one, shed);
    return one.inFlight;
  });
  expect(rooms).toEqual([Math.floor(BUDGET * 0.6), Math.floor(BUDGET * 0.8), BUDGET]);
  expect(admission.roomFor(one, 'last')).toBe(0);
});

test('a client that floods cannot starve one that sends little, nor one key another', () => {
  const admission = open();
  const floods = Array.from({ length: 50 }, () => admission.party('flooding'));
  for (let round = 0; round < 10; round++) for (const flood of floods) admission.fill(flood, 'last');
  expect(admission.roomFor(floods[0]!, 'last')).toBe(0);
  const polite = admission.party('flooding');
  expect(admission.roomFor(polite, 'first')).toBe(32);
  const other = admission.party('other');
  expect(admission.roomFor(other, 'first')).toBe(32);
  // As soon as what is under way is stored: two keys ask, so half of the budget is for this one.
  for (const flood of floods) admission.give(flood, flood.inFlight);
  for (const flood of floods) admission.fill(flood, 'last');
  expect(admission.roomFor(other, 'last')).toBe(BUDGET / 2);
});

test('there is a bound for all together, and the last of it is for what is worth most', () => {
  const admission = open();
  for (let i = 0; i < 2_000; i++) admission.fill(admission.party(`k${i}`), 'first');
  expect(admission.roomFor(admission.party('one more'), 'first')).toBe(0);
  expect(admission.roomFor(admission.party('one more'), 'last')).toBe(32);
  for (let i = 0; i < 2_000; i++) admission.fill(admission.party(`l${i}`), 'last');
  expect(admission.roomFor(admission.party('one more'), 'last')).toBe(0);
});

test('who has signals under way comes again within milliseconds, and later while nothing is stored', () => {
  const admission = open();
  const one = admission.party('k');
  admission.fill(one, 'last');
  admission.give(one, one.inFlight - 100);
  expect(admission.refuse(one, 1_000)).toBe(10);
  admission.pass(1_000);
  admission.refuse(one, 1_000);
  admission.pass(1_000);
  expect(admission.refuse(one, 1_000)).toBe(100);
});

test('who is put off comes when those before are done, each once however often it asks, and never after more than 3 s', () => {
  const admission = open();
  const [busy, one, other] = [admission.party('k'), admission.party('k'), admission.party('k')];
  admission.fill(busy, 'last');
  const first = admission.refuse(one, 1_000);
  expect(admission.refuse(one, 100_000)).toBe(first);
  const second = admission.refuse(other, 1_000);
  expect(second).toBeGreaterThan(first);
  for (let i = 0; i < 1_000; i++) expect(admission.refuse(admission.party('k'), 1_000)).toBeLessThanOrEqual(3_000);
  admission.pass(first + 1);
  expect(admission.refuse(one, 1)).toBeGreaterThan(0);
});
