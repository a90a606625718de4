import { expect, test } from 'vitest';
import { runOf, triggerOn } from '../../test/support/waker-run.ts';
import { emptyState } from './empty-state.ts';
import { forgetUnread, keepMemory, memoryOf, mergeStored } from './memory.ts';

const event = (name: string) => ({ signal: { kind: 'event', name } });
const sequence = (...names: readonly string[]) => ({ sequence: { steps: names.map(event), within: '1h' } });

test('a publish that changes what a memory is about forgets it, one that changes a time does not', () => {
  const run = runOf(sequence('a', 'b'));
  run.event(0, 'a');
  run.publish({ sequence: { ...sequence('a', 'b').sequence, within: '2h' } });
  run.event(1, 'b');
  expect(run.seconds).toEqual([1]);
  run.event(2, 'a');
  run.publish(sequence('c', 'b'));
  run.event(3, 'b');
  expect(run.seconds, 'a was no c').toEqual([1]);
});

test('whatever another waker left behind harms none', () => {
  const wakers = [
    sequence('a', 'b'),
    { absence: { after: event('a'), not: event('b'), within: '10s', again: 'each' } },
    { count: { of: event('a'), within: '1h', 'at-least': 2 } },
    { sum: { of: event('a'), property: 'n', within: '1h', 'at-least': 5 } },
    { distinct: { of: event('a'), property: 'n', within: '1h', 'at-least': 2 } },
    { inactivity: { for: '10s' } },
    { crossing: { field: 'device.battery', 'falls-below': 20 } },
    { schedule: { at: '18:00' } },
    { signal: 'cart' },
  ];
  for (const before of wakers) {
    for (const after of wakers) {
      const run = runOf(before);
      const live = () => {
        run.event(0, 'a', { n: 3 });
        run.signal(1, 'device', { battery: 50 });
        run.event(2, 'a', { n: 4 });
      };
      live();
      run.publish(after);
      live();
      run.tick(1_000_000);
      const memory = run.state.memory.t;
      expect(JSON.parse(JSON.stringify(memory ?? null))).toEqual(memory ?? null);
    }
  }
});

test('of two customers only what is about the same is joined', () => {
  const [trigger, other] = [
    triggerOn(sequence('a', 'b')),
    triggerOn({ crossing: { field: 'device.battery', 'falls-below': 9 } }),
  ];
  const state = emptyState('c1');
  keepMemory(other, state, false);
  const stale = state.memory.t;
  expect(memoryOf(other, state)).toBe(false);
  expect(memoryOf(trigger, state)).toBeUndefined();
  keepMemory(trigger, state, {});
  const fresh = state.memory.t;
  expect(mergeStored(trigger, stale, fresh)).toEqual(fresh);
  expect(mergeStored(trigger, fresh, stale)).toEqual(fresh);
  expect(mergeStored(trigger, fresh, fresh)).toEqual(fresh);
  expect(mergeStored(undefined, stale, fresh)).toEqual(stale);
  keepMemory(trigger, state, null);
  expect(state.memory).toEqual({});
});

test('of what is stored only that stays which a live trigger can read', () => {
  const state = emptyState('c1');
  const gone = ['sequence', [1]];
  const kept = triggerOn(sequence('a', 'b'));
  keepMemory(kept, state, [1]);
  Object.assign(state.memory, { gone, odd: 5 });
  forgetUnread(
    state,
    new Map([
      ['t', kept],
      ['odd', kept],
    ]),
  );
  expect(Object.keys(state.memory)).toEqual(['t']);
  expect(memoryOf(kept, state)).toEqual([1]);
  forgetUnread(state, new Map([['t', triggerOn({ signal: 'cart' })]]));
  expect(state.memory).toEqual({});
});
