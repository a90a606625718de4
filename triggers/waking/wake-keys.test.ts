import { expect, test } from 'vitest';
import { placeAt, signalOf } from '../../test/support/moments.ts';
import { readMovement, transitionOf, wakeKeys, wakeSubject } from './wake-keys.ts';

const place = placeAt('mitte', 1, 1, { tags: ['store', 'flagship'] });

test('a signal calls its kind; an event its name too', () => {
  expect(wakeKeys({ type: 'signal' }, signalOf('cart'))).toEqual(['signal:*', 'signal:cart']);
  expect(wakeKeys({ type: 'signal' }, signalOf('event', { name: 'Order Completed' }))).toEqual([
    ...['signal:*', 'signal:event', 'event:Order Completed'],
  ]);
  expect(wakeKeys({ type: 'signal' }, signalOf('event', { name: 7 }))).toEqual(['signal:*', 'signal:event']);
});

test('entering and leaving call the place and each of its tags', () => {
  const signal = signalOf('location');
  expect(wakeKeys({ type: 'enter', place }, signal)).toEqual([
    ...['enter:*', 'enter:mitte', 'enter:#store', 'enter:#flagship'],
  ]);
  expect(wakeKeys({ type: 'exit', place, insideMs: 5 }, signal)).toEqual([
    ...['exit:*', 'exit:mitte', 'exit:#store', 'exit:#flagship'],
  ]);
});

test('a timer calls nobody: it belongs to one trigger', () => {
  expect(wakeKeys({ type: 'timer', trigger: 'a', key: 'k', dueAt: 1 }, signalOf('cart'))).toEqual([]);
});

test('a wake key can be read back', () => {
  expect(wakeSubject('signal:cart')).toEqual({ type: 'kind', name: 'cart' });
  expect(wakeSubject('event:a:b')).toEqual({ type: 'event', name: 'a:b' });
  expect(wakeSubject('enter:mitte')).toEqual({ type: 'place', name: 'mitte' });
  expect(wakeSubject('exit:#store')).toEqual({ type: 'tag', name: 'store' });
  expect(wakeSubject('signal:*')).toEqual({ type: 'any-signal' });
  for (const key of ['enter:*', 'exit/2:*']) expect(wakeSubject(key)).toEqual({ type: 'any-place' });
  expect(wakeSubject('world:stock')).toEqual({ type: 'world', what: 'stock' });
});

test('a movement can be read back, with how many fixes confirm it or how near it comes', () => {
  const movementOf = (key: string) => readMovement(transitionOf(key)!);
  expect(movementOf('exit:#store')).toEqual({ is: 'exit' });
  expect(movementOf('exit/2:mitte')).toEqual({ is: 'exit', fixes: 2 });
  expect(movementOf('first-visit:*')).toEqual({ is: 'first-visit' });
  expect(movementOf('approach/300m:mitte')).toEqual({ is: 'approach', ring: { metres: 300 } });
  expect(movementOf('approach/180s:*')).toEqual({ is: 'approach', ring: { seconds: 180 } });
  expect(movementOf('seen/120000ms:#store')).toEqual({ is: 'seen', unseenMs: 120_000 });
  for (const key of ['signal:cart', 'event:exit:1', 'world:weather']) expect(transitionOf(key)).toBeUndefined();
});
