import { expect, test } from 'vitest';
import { eventfulSteps, lookOf, triggersAt, type WalkStep, type WalkWoken } from './walk-events.ts';

const step = (more: Partial<WalkStep> = {}): WalkStep => ({
  at: 0,
  lat: 51,
  lon: 12,
  inside: [],
  moves: [],
  woken: [],
  decisions: [],
  ...more,
});
const woken = (trigger: string, answer: WalkWoken['answer']) => ({ trigger, answer }) as WalkWoken;
const MOVE = { move: 'enter', place: 'haus', name: 'Haus' } as const;
const SEND = { at: 0, trigger: 'b', result: 'send' } as const;

test('what a trigger woke for and what it decided stand together, what was sent first', () => {
  const at = triggersAt({ woken: [woken('a', 'no'), woken('b', 'no'), woken('b', 'yes')], decisions: [SEND] });
  expect(at.map((one) => [one.trigger, one.woken?.answer, one.decisions.length])).toEqual([
    ['b', 'yes', 1],
    ['a', 'no', 0],
  ]);
});

test('a fix at which triggers only woke and said no is not among those that set something off', () => {
  const steps = [
    step(),
    step({ woken: [woken('a', 'no')] }),
    step({ woken: [woken('a', 'unknown')] }),
    step({ moves: [MOVE] }),
  ];
  expect(eventfulSteps(steps)).toEqual([2, 3]);
});

test('a fix looks like the most that it set off', () => {
  expect(lookOf(step({ decisions: [SEND], moves: [MOVE] }))).toBe('sent');
  expect(lookOf(step({ decisions: [{ ...SEND, result: 'held-back' }] }))).toBe('decided');
  expect(lookOf(step({ moves: [MOVE] }))).toBe('moved');
  expect(lookOf(step({ ignored: 'outdone' }))).toBe('ignored');
  expect(lookOf(step())).toBe('plain');
});
