import { expect, test } from 'vitest';
import { createPutOffs } from './put-offs.ts';
import type { DeliveryQueue } from './queue.ts';

/** A queue in which jobs are in states that a test sets; promoting is kept, and may take as long as a test says. */
function setUp() {
  const clock = { at: 0, wallAt: 0 };
  const states = new Map<string, string>();
  const promoted: string[] = [];
  const queue = { meanwhile: () => {} };
  const getJob = async (id: string) =>
    states.has(id)
      ? {
          getState: async () => states.get(id),
          promote: async () => {
            queue.meanwhile();
            promoted.push(id);
          },
        }
      : undefined;
  const queues = new Map([['email', { getJob }]]) as unknown as DeliveryQueue['queues'];
  const putOffs = createPutOffs({ queues }, { now: () => clock.at, wall: () => clock.wallAt });
  const note = (id: string, until: number) => putOffs.note({ id, channel: 'email' }, until, 60_000);
  return { clock, states, promoted, queue, note, wake: putOffs.wake };
}

test('what waits although its time has come is let go, once, and nothing sooner', async () => {
  const { clock, states, promoted, note, wake } = setUp();
  for (const [id, until] of [
    ['a', 10],
    ['b', 20],
  ] as const) {
    states.set(id, 'delayed');
    note(id, until);
  }
  expect([await wake(), promoted]).toEqual([false, []]);
  clock.at = 10;
  expect([await wake(), promoted]).toEqual([false, ['a']]);
  clock.at = 20;
  await wake();
  await wake();
  expect(promoted).toEqual(['a', 'b']);
});

test('what is being worked on, or is not in the queue yet, is looked at again; what has left is not', async () => {
  const { clock, states, promoted, note, wake } = setUp();
  note('a', 0);
  expect(await wake(), 'not there yet').toBe(true);
  states.set('a', 'active');
  expect(await wake()).toBe(true);
  states.set('a', 'delayed');
  expect([await wake(), promoted]).toEqual([false, ['a']]);
  note('b', 0);
  clock.wallAt = 5_000;
  expect(await wake(), 'it has left').toBe(false);
  note('c', 0);
  states.set('c', 'active');
  clock.wallAt += 60_000;
  expect(await wake(), 'the queue lets it go by itself').toBe(false);
});

test('what is put off anew while it is let go is remembered', async () => {
  const { clock, states, promoted, queue, note, wake } = setUp();
  states.set('a', 'delayed');
  note('a', 0);
  queue.meanwhile = () => {
    note('a', 30);
    queue.meanwhile = () => {};
  };
  expect([await wake(), promoted]).toEqual([false, ['a']]);
  clock.at = 30;
  expect([await wake(), promoted]).toEqual([false, ['a', 'a']]);
});
