import { expect, test } from 'vitest';
import { EVENING, event, HOUR } from '../../test/support/back-test.ts';
import { documentOf, NOTE, workspaceBody } from '../../test/support/workspace.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { compileDocuments } from '../definitions/compile-documents.ts';
import { estimateTrigger } from './estimate.ts';

const TRIGGER = {
  name: 'draft',
  on: { signal: { kind: 'event', name: 'seen' } },
  when: { 'event.total': { 'at-least': 5 } },
  message: { template: 'note', purpose: 'service' },
};
const PEOPLE = 6_000;
const EACH = 10;

async function estimate(cancelled = new AbortController().signal) {
  const documents = [workspaceBody('smtp://127.0.0.1:1'), NOTE, documentOf('trigger', 'draft', TRIGGER)];
  const { live, language } = await compileDocuments(documents);
  const asked: (number | undefined)[] = [];
  const result = await estimateTrigger({
    live,
    trigger: 'draft',
    body: TRIGGER,
    vocabulary: language.vocabulary,
    channels: language.channels,
    zoneAt: () => 'Europe/Berlin',
    period: { from: EVENING, to: EVENING + HOUR },
    recordings: {
      count: async () => PEOPLE * EACH,
      async *read(_period, most, oneIn = 1) {
        asked.push(oneIn);
        const signals = Array.from({ length: PEOPLE }, (_, who) => who)
          .filter((who) => who % oneIn === 0)
          .flatMap((who) =>
            Array.from({ length: EACH }, (_, i) => event('seen', EVENING + i, `p${who}`, { total: i })),
          );
        expect(signals.length).toBeLessThanOrEqual(most);
        yield { signals, refused: [], done: signals.length };
      },
    },
    histories: { worldBefore: async () => [] },
    read: async (customer) => emptyState(customer),
    cancelled,
  });
  return { result, asked };
}

test('of many signals a part of the customers is tested, and the counts are scaled up', async () => {
  const { result, asked } = await estimate();
  expect(asked).toEqual([10]);
  expect(result).toMatchObject({
    woke: 60_000,
    matched: 30_000,
    people: 6_000,
    sampled: { of: 60_000, taken: 6_000 },
    conditions: [{ path: 'when.event.total.at-least', yes: 30_000, no: 30_000, unknown: 0 }],
  });
});

test('one that is cancelled stops where it is', async () => {
  const cancelled = new AbortController();
  cancelled.abort();
  const { result } = await estimate(cancelled.signal);
  expect(result.sampled?.taken ?? 0).toBeLessThan(6_000);
});
