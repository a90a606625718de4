import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Signal } from '../../sdk/protocol.ts';
import { workspaceWith } from '../../test/support/moments.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { systemClock } from '../clock.ts';
import { type OpenLinks, openLinks } from './links.ts';
import { mayFollow } from './may-follow.ts';

const ABOUT = { delivery: 'd1', customer: 'anna', channel: 'email', trigger: 'offer' };
const FORMATS = { html: 'html', text: 'text' } as const;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';
const MAIL = { html: '<body><a href="https://shop.example/a">A</a><a href="https://shop.example/b">B</a></body>' };
let redis: TestRedis;
let room: OpenLinks;
const reported: Signal[] = [];
let allowed = true;
let working: { close(): Promise<void> };

beforeAll(async () => {
  redis = await startRedis();
  room = openLinks({
    redis: { target: redis.target, connect: () => redis.connect(), close: async () => undefined },
    secret: randomBytes(32),
    base: 'https://l.example',
    isOwn: (url) => url.startsWith('https://kairos.example'),
    clock: systemClock(),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  working = room.work(
    async (signal) => void reported.push(signal),
    async () => allowed,
  );
});
afterAll(async () => {
  await working?.close();
  await room?.close();
  await redis?.stop();
});

const tokensIn = (text: string) =>
  [...text.matchAll(/https:\/\/l\.example\/[lo]\/([\w.-]+)/g)].map(([, token]) => token!);
const visit = { agent: FIREFOX, isHead: false, isPrefetch: false };

test('a link leads where its message said, is the same at each attempt, and leads nowhere once it was changed', async () => {
  const { html } = await room.links.track(ABOUT, MAIL, FORMATS, Date.now());
  expect(await room.links.track(ABOUT, MAIL, FORMATS, Date.now())).toEqual({ html });
  const [first = '', second = '', opening = ''] = tokensIn(html!);
  expect(await room.links.find(first)).toEqual({ url: 'https://shop.example/a' });
  expect(await room.links.find(second)).toEqual({ url: 'https://shop.example/b' });
  expect(html).toMatch(/<img src="https:\/\/l\.example\/o\/[^"]+" width="1" height="1" alt=""[^>]*><\/body>$/);
  expect(opening).toContain('o.');
  for (const wrong of [first.replace('0.', '1.'), `${first}x`, first.slice(1), 'https://evil.example', ''])
    expect(await room.links.find(wrong), wrong).toBeUndefined();
});

test('what is not a link of the shop stays what it is', async () => {
  const own = { text: 'https://kairos.example/v1/unsubscribe/t' };
  expect(await room.links.track({ ...ABOUT, delivery: 'd2' }, own, FORMATS, 0)).toEqual(own);
});

test('a person and machines are told apart, each once, and who is not to be followed leaves nothing', async () => {
  const about = { ...ABOUT, delivery: 'd3' };
  const { html } = await room.links.track(about, MAIL, FORMATS, Date.now() - 60_000);
  const [first = '', , opening = ''] = tokensIn(html!);
  const at = Date.now();
  for (const _ of [1, 2]) {
    room.links.note(first, { ...visit, at });
    room.links.note(opening, { ...visit, at, agent: 'Mozilla/5.0' });
  }
  await expect.poll(() => reported.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
  const told = new Map(reported.map(({ id, value }) => [id, value]));
  expect(Object.fromEntries(told)).toEqual({
    'd3.clicked.0': {
      ...{ delivery: 'd3', state: 'clicked', channel: 'email', trigger: 'offer', url: 'https://shop.example/a' },
    },
    'd3.opened.machine': {
      ...{ delivery: 'd3', state: 'opened', channel: 'email', trigger: 'offer' },
      ...{ machine: true, reason: 'Apple Mail Privacy Protection' },
    },
  });
  reported.length = 0;
  allowed = false;
  room.links.note(first, { ...visit, at: Date.now() + 1_000 });
  const store = redis.connect();
  await expect.poll(() => store.zcard('{kairos}:visits:delayed'), { timeout: 10_000 }).toBe(0);
  await expect.poll(() => store.llen('{kairos}:visits:active')).toBe(0);
  expect(reported).toEqual([]);
  allowed = true;
});

test('of an erased customer no link is left', async () => {
  const { text } = await room.links.track({ ...ABOUT, delivery: 'd4' }, { text: 'https://a.example' }, FORMATS, 0);
  const [token = ''] = tokensIn(text!);
  expect(await room.links.find(token)).toEqual({ url: 'https://a.example' });
  await room.links.forget('anna');
  expect(await room.links.find(token)).toBeUndefined();
});

test('a customer is followed unless they said no, and where the workspace asks, only with a yes', () => {
  const state = emptyState('anna');
  expect(mayFollow(state, workspaceWith(), 'email')).toBe(true);
  const asking = workspaceWith({ purposes: { tracking: { marketing: true, anyHour: true } } });
  expect(mayFollow(state, asking, 'email')).toBe(false);
  state.consents = { 'email:tracking': { granted: true, at: 1, source: 'form' } };
  expect([mayFollow(state, asking, 'email'), mayFollow(state, asking, 'sms')]).toEqual([true, false]);
  state.values['customer.doNotTrack'] = { v: true, at: 2, source: 'identify' };
  expect([mayFollow(state, asking, 'email'), mayFollow(state, workspaceWith(), 'email')]).toEqual([false, false]);
});
