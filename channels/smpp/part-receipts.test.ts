import { expect, test } from 'vitest';
import type { HookEvent } from '../hooks/contract.ts';
import { createPartReceipts } from './part-receipts.ts';

const receipt = (message: string, state: 'delivered' | 'failed' = 'delivered'): HookEvent => ({
  ...{ id: `${message} ${state}`, message, state },
  ...(state === 'failed' && { reason: `${message} was lost` }),
});
function start(most?: number) {
  const told: HookEvent[] = [];
  return { told, ...createPartReceipts((event) => told.push(event), most) };
}
function sendLong(receipts: ReturnType<typeof start>, ...ids: readonly string[]) {
  const long = receipts.begin(ids.length);
  for (const [i, id] of ids.entries()) long.note(i, id);
}

test('a long message is delivered when all of its parts are, in whatever order and however often that is told', () => {
  const receipts = start();
  sendLong(receipts, 'a', 'b', 'c');
  for (const id of ['c', 'a', 'c', 'a']) receipts.hear(receipt(id));
  expect(receipts.told).toEqual([]);
  receipts.hear(receipt('b'));
  receipts.hear(receipt('a'));
  expect(receipts.told).toEqual([receipt('a')]);
});

test('it has failed when one part has, at once, and nothing is told after that', () => {
  const receipts = start();
  sendLong(receipts, 'a', 'b');
  receipts.hear(receipt('a'));
  receipts.hear(receipt('b', 'failed'));
  receipts.hear(receipt('b'));
  expect(receipts.told).toEqual([{ id: 'a failed', message: 'a', state: 'failed', reason: 'b was lost' }]);
});

test('a receipt that comes before the answers for other parts counts', () => {
  const receipts = start();
  const long = receipts.begin(2);
  long.note(1, 'b');
  receipts.hear(receipt('b'));
  long.note(0, 'a');
  receipts.hear(receipt('a'));
  expect(receipts.told).toEqual([receipt('a')]);
});

test('what is of no long message, was not taken whole or is too old is told as it is', () => {
  const receipts = start(4);
  sendLong(receipts, 'one');
  const torn = receipts.begin(2);
  torn.note(0, 'torn');
  torn.forget();
  sendLong(receipts, 'a', 'b');
  sendLong(receipts, 'c', 'd');
  sendLong(receipts, 'e', 'f');
  const said = [receipt('one'), receipt('torn'), receipt('a'), { id: 'x', state: 'replied', text: 'Hi' } as const];
  for (const event of [...said, receipt('c')]) receipts.hear(event);
  expect(receipts.told).toEqual(said);
});
