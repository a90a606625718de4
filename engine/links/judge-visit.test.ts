import { expect, test } from 'vitest';
import type { Visit } from './contract.ts';
import { whyMachine } from './judge-visit.ts';
import { MACHINE_AGENTS, MACHINE_MANNERS } from './machine-rules.ts';

const SENT_AT = 1_000_000;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1';
const visit = (more: Partial<Visit> = {}): Visit => ({
  ...{ at: SENT_AT + 60_000, link: 0, agent: FIREFOX, isHead: false, isPrefetch: false },
  ...more,
});
const judge = (one: Visit, others: readonly Visit[] = [], links = 3) =>
  whyMachine(one, [one, ...others], { sentAt: SENT_AT, links });

test('a browser that follows a link, and another one after a while, is a person', () => {
  expect(judge(visit())).toBeUndefined();
  expect(judge(visit({ agent: IPHONE }))).toBeUndefined();
  expect(judge(visit(), [visit({ link: 1, at: SENT_AT + 62_001 }), visit({ at: SENT_AT + 60_500 })])).toBeUndefined();
  expect(judge(visit(), [visit({ link: 1 })]), 'two of three at once').toBeUndefined();
});

test.each([
  ['Mozilla/5.0', 'Apple Mail Privacy Protection'],
  ['Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', 'image proxy of Gmail'],
  ['YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html', 'image proxy of Yahoo'],
  ['WhatsApp/2.23.20.0', 'preview of a messenger'],
  ['Mozilla/5.0 (compatible; Barracuda Sentinel)', 'security scanner'],
  ['curl/8.5.0', 'program that calls itself one'],
  ['', 'it does not introduce itself'],
])('%j is a machine', (agent, why) => {
  expect(judge(visit({ agent, link: -1 }))).toBe(why);
});

test('who asks for the head, fetches ahead, comes at once or follows all links is a machine', () => {
  expect(judge(visit({ isHead: true }))).toBe('it asked for the head alone');
  expect(judge(visit({ isPrefetch: true }))).toBe('it fetched ahead');
  expect(judge(visit({ at: SENT_AT + 1_999 }))).toBe('it came at once');
  expect(judge(visit({ at: SENT_AT + 2_000 }))).toBeUndefined();
  const others = [visit({ link: 1, at: SENT_AT + 61_000 }), visit({ link: 2, at: SENT_AT + 61_500 })];
  expect(judge(visit(), others, 9)).toBe('it followed link after link');
  expect(judge(visit(), [visit({ link: 1 })], 2)).toBe('it followed link after link');
  expect(judge(visit(), [], 1), 'the only link of a message').toBeUndefined();
  expect(judge(visit({ link: -1 }), others), 'pictures are fetched with the mail').toBeUndefined();
});

test('each rule says where it was read, and when', () => {
  for (const { source, asOf } of [...MACHINE_AGENTS, MACHINE_MANNERS]) {
    expect(source).toMatch(/^https:\/\//);
    expect(asOf).toMatch(/^20\d\d-[01]\d$/);
  }
});
