import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { storeLines } from '../../test/support/rows.ts';
import type { Reason } from '../../triggers/gates/contract.ts';
import { optedOut } from '../../triggers/reasons/stops.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { StepName } from '../outcomes/contract.ts';
import { lineOf } from '../outcomes/lines.ts';
import { markReply, queuedRow } from '../outcomes/rows.ts';
import type { ConversationAsk, Conversations } from './contract.ts';
import { createConversations } from './conversation.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
let clickhouse: TestClickHouse;
let conversations: Conversations;

beforeAll(async () => {
  clickhouse = await startClickHouse();
  conversations = createConversations(clickhouse.store);
  const wrote = (n: number, channel: string, decision: string, customer = 'anna') =>
    lineOf({
      ...{ said: `in-${n}`, customer, at: NOON + n, channel, thread: channel === 'email' ? decision : channel },
      ...{ direction: 'in', who: 'customer', decision, content: { text: `words ${n}` } },
    });
  const sent = (n: number, channel: string, decision: string, customer = 'anna') =>
    lineOf({ decision, customer, at: NOON + n, channel, content: { text: `offer ${n}` } });
  const lines = [
    ...[sent(0, 'sms', 'd0'), wrote(1, 'sms', 'd0'), sent(2, 'email', 'd1~2.20420'), wrote(3, 'email', 'd1.20420')],
    ...[sent(4, 'sms', 'd2'), sent(4, 'sms', 'd3'), wrote(5, 'sms', 'd3', 'visitor-1'), wrote(6, 'sms', '', 'ben')],
  ];
  await storeLines(clickhouse.store, lines);
  await storeLines(clickhouse.store, lines.slice(0, 3)); // parts that are not merged yet
});
afterAll(() => clickhouse.stop());

const page = (ask: Partial<ConversationAsk>) => conversations.page({ ids: ['anna', 'visitor-1'], most: 50, ...ask });
const idsOf = async (ask: Partial<ConversationAsk>) => (await page(ask)).rows.map(({ id }) => id);
const ALL = ['d0', 'in-1', 'd1~2.20420', 'in-3', 'd2', 'd3', 'in-5'];

test('a conversation has what both sides wrote, under all ids of the customer, once and in order', async () => {
  const { rows, older, newer } = await page({});
  expect(rows.map(({ id }) => id)).toEqual(ALL);
  expect([older, newer]).toEqual([undefined, undefined]);
  expect(rows[0]).toEqual({
    ...{ id: 'd0', at: NOON, mark: `${NOON}.d0`, channel: 'sms', thread: 'sms', direction: 'out', who: 'trigger' },
    ...{ decision: 'd0', content: { text: 'offer 0' }, isCut: false },
  });
  expect(rows[1]).toMatchObject({ direction: 'in', who: 'customer', decision: 'd0', content: { text: 'words 1' } });
});

test('a mail and its answer are one thread, whichever message of the decision it was', async () => {
  const { rows } = await page({ channel: 'email' });
  expect(rows.map(({ thread }) => thread)).toEqual(['d1.20420', 'd1.20420']);
});

test('it is read in pages, backwards and forwards, though two messages are of one instant', async () => {
  const last = await page({ most: 2 });
  expect(last.rows.map(({ id }) => id)).toEqual(['d3', 'in-5']);
  const before = await page({ most: 3, before: last.older });
  expect(before.rows.map(({ id }) => id)).toEqual(['d1~2.20420', 'in-3', 'd2']);
  expect(await idsOf({ before: before.older })).toEqual(['d0', 'in-1']);
  expect((await page({ before: before.older })).older).toBeUndefined();
  expect(await idsOf({ after: before.newer })).toEqual(['d3', 'in-5']);
  expect((await page({ after: before.newer, most: 1 })).newer).toBe(`${NOON + 4}.d3`);
  expect(await idsOf({ after: `${NOON + 5}.in-5` }), 'nothing is new').toEqual([]);
});

const REPLIED = {
  ...{
    customer: 'zoe',
    channel: 'email',
    signal: 's',
    signalAt: NOON,
    receivedAt: NOON,
    trigger: '',
    version: 0,
    place: '',
  },
} as DeliveryJob;

test('what a person wrote says who and how far it came, and the answer to their mail is of the same thread', async () => {
  const written = (said: string, n: number, channel: string, thread: string) =>
    lineOf({
      ...{ said, customer: 'zoe', at: NOON + n, channel, thread, direction: 'out', who: 'mia', decision: '' },
      content: { text: said },
    });
  const at = (step: StepName, delivery: string, n: number, why?: Reason) =>
    lineOf(
      markReply({
        ...queuedRow({ ...REPLIED, id: delivery }, NOON + n, NOON + n, why),
        step,
      }),
    );
  await storeLines(clickhouse.store, [
    lineOf({ decision: 'd7.20420', customer: 'zoe', at: NOON, channel: 'email', content: { text: 'offer' } }),
    written('reply-1', 1, 'email', 'd7.20420'),
    lineOf({
      ...{
        said: 'in-8',
        customer: 'zoe',
        at: NOON + 2,
        channel: 'email',
        thread: 'reply-1',
        direction: 'in',
        who: 'customer',
      },
      ...{ decision: 'reply-1', content: { text: 'Thanks' } },
    }),
    ...[written('reply-2', 3, 'sms', 'sms'), written('reply-3', 4, 'sms', 'sms')],
    // as they may come: what happened last is not always stored last
    ...[at('delivered', 'reply-1', 9), at('queued', 'reply-1', 1), at('sent', 'reply-1', 2)],
    ...[at('held-back', 'reply-2', 5, optedOut('sms')), at('queued', 'reply-2', 4)],
  ]);
  const { rows } = await page({ ids: ['zoe'] });
  expect(rows.map(({ id, who, thread, step }) => [id, who, thread, step])).toEqual([
    ['d7.20420', 'trigger', 'd7.20420', undefined],
    ['reply-1', 'mia', 'd7.20420', 'delivered'],
    ['in-8', 'customer', 'd7.20420', undefined],
    ['reply-2', 'mia', 'sms', 'held-back'],
    ['reply-3', 'mia', 'sms', undefined],
  ]);
  expect(rows[3]).toMatchObject({
    code: 'opted-out',
    args: { channels: ['sms'] },
    reason: 'the customer wants no messages by sms',
  });
  expect(await conversations.hasThread(['zoe'], 'email', 'd7.20420')).toBe(true);
  expect(await conversations.hasThread(['anna'], 'email', 'd7.20420')).toBe(false);
});
