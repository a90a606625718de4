import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { SILENT } from '../../test/support/deliveries.ts';
import { EXAMPLE_START, exampleLines } from '../../test/support/example-rows.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { storeLines } from '../../test/support/rows.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import type { TeamMessage } from '../dispatch/contract.ts';
import type { Verdict } from '../effect/contract.ts';
import { createGuests } from '../outcomes/guests/guests.ts';
import type { Query } from '../outcomes/queries/contract.ts';
import { runQuery } from '../outcomes/query.ts';
import type { Alert, Board, SavedQuestion, Source, Watch } from '../shelf/contract.ts';
import { createShelf } from '../shelf/shelf.ts';
import { createSole } from '../stores/sole.ts';
import { startAlerts } from './alerts.ts';
import { createAskSource } from './ask-source.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday, 18:00 UTC: 19:00 in Berlin. */
const MONDAY = EXAMPLE_START;

const queries = await loadFolder<Query>(new URL('../outcomes/queries/', import.meta.url));
let clickhouse: TestClickHouse;
let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  clickhouse = await startClickHouse();
  await storeLines(clickhouse.store, exampleLines());
  server = await startRedis();
  redis = server.connect();
}, 60_000);
afterAll(async () => {
  await clickhouse?.stop();
  await server?.stop();
});
beforeEach(() => redis.flushall());

/** An engine that judges when it is told to; what it tells the team is kept. */
function engine(clock = { at: MONDAY + 3 * HOUR }, verdict?: Verdict) {
  const told: TeamMessage[] = [];
  const failing = { after: Number.POSITIVE_INFINITY };
  const now = () => clock.at;
  const connection = server.connect();
  const questions = createShelf<SavedQuestion>(connection, 'question', now);
  const alerts = createShelf<Alert>(connection, 'alert', now);
  const boards = createShelf<Board>(connection, 'board', now);
  const { store } = clickhouse;
  const workspace = () => ({ zone: 'Europe/Berlin' });
  const language = () => 'de' as const;
  const run = (name: string, params: Readonly<Record<string, unknown>>) => runQuery(store, queries, name, params);
  const ask = createAskSource({
    ...{ queries: { all: queries, run }, guests: createGuests(store), questions, workspace, now, language },
  });
  const judging = startAlerts({
    sole: createSole(connection, 'lease', 60_000),
    ...{ redis: connection, alerts, boards, workspace, language, log: SILENT, lookEveryMs: 0 },
    ask,
    verdictOf: async () => verdict,
    team: {
      async post(message) {
        if (told.length >= failing.after) throw new Error('Redis is away');
        told.push(message);
      },
    },
    consoleUrl: 'https://kairos.example/',
    clock: { now, wall: now },
  });
  return { ...judging, ask, told, failing, clock, questions, alerts, boards };
}

const EVERYBODY: Alert['to'] = [
  { channel: 'email', to: 'ana@shop.example' },
  { channel: 'webhook' },
  { channel: 'slack' },
];
const alertOf = (watch: Watch, more: Partial<Alert> = {}): Alert => ({
  title: 'Zu viele <Fehler>',
  watch,
  every: '15m',
  to: EVERYBODY,
  ...more,
});
const figure = (bound: number, last = '4h'): Watch => ({
  kind: 'figure',
  source: { kind: 'named', name: 'results-funnel', params: { last } },
  column: 'matched',
  is: 'above',
  bound,
});

test('a figure beyond its bound is told once to everybody, and once more when that is over', async () => {
  const { look, told, clock, alerts, standings } = engine();
  await alerts.put('many', alertOf(figure(7)), 'ana');
  expect(await look()).toEqual({ judged: 1, mailed: 0 });
  expect(told.map(({ channel, to, about }) => [channel, to, about])).toEqual([
    ['email', 'ana@shop.example', 'alert many'],
    ['webhook', undefined, 'alert many'],
    ['slack', undefined, 'alert many'],
  ]);
  const [mail, call, slack] = told.map(({ message }) => message);
  expect(mail).toMatchObject({ subject: 'Alarm: Zu viele <Fehler>', language: 'de' });
  expect(mail?.html).toContain('Zu viele &lt;Fehler&gt;');
  expect(mail?.html).toContain('matched ist 8, über 7.');
  expect(mail?.html).toContain('https://kairos.example/results/alerts?alert&#61;many');
  expect(JSON.parse(call?.payload ?? '')).toMatchObject({ alert: 'many', state: 'ringing', number: 8 });
  expect(slack?.text).toMatch(/^\*Alarm: Zu viele <Fehler>\*\nmatched ist 8/);
  expect((await standings()).get('many')).toMatchObject({ state: 'ringing', number: 8, isTold: true });

  expect(await look(), 'not due yet').toMatchObject({ judged: 0 });
  clock.at += 15 * 60_000;
  expect(await look()).toMatchObject({ judged: 1 });
  expect(told, 'it goes on').toHaveLength(3);
  clock.at += 2 * DAY;
  await look();
  expect(told.slice(3).map(({ message }) => message.subject ?? message.text ?? message.payload)).toEqual([
    'Vorbei: Zu viele <Fehler>',
    expect.stringContaining('"state":"over"'),
    expect.stringContaining('Das ist vorbei.'),
  ]);
  expect((await standings()).get('many')).toMatchObject({ state: 'quiet', number: 0, isTold: false });
});

test('an answer without rows counts nothing: below a bound it rings; an average of nothing is not known', async () => {
  const { judge, questions } = engine();
  const sql =
    "SELECT toDate(at) AS day, count() AS of, avg(sent_ms) AS took FROM results.decisions WHERE trigger = 'none' GROUP BY day";
  await questions.put('days', { title: 'Days', about: '', sql, params: {} }, 'ana');
  const watched = (source: Source, column: string, is: 'below' | 'above' = 'below') =>
    judge(alertOf({ kind: 'figure', source, column, is, bound: 5 }));
  const days: Source = { kind: 'saved', name: 'days', params: {} };
  expect(await watched(days, 'of')).toEqual({ isRinging: true, number: 0 });
  expect(await watched(days, 'of', 'above')).toEqual({ isRinging: false, number: 0 });
  expect(await watched(days, 'took')).toEqual({ isRinging: false, number: null });
  const named = (name: string): Source => ({ kind: 'named', name, params: { trigger: 'none' } });
  expect(await watched(named('by-channel'), 'sent')).toEqual({ isRinging: true, number: 0 });
  expect(await watched(named('latency'), 'p95')).toEqual({ isRinging: false, number: null });
});

test('a saved question is watched with its parameters; a column that is not there is said, and tells nobody', async () => {
  const { look, told, alerts, questions, standings } = engine();
  const sql = 'SELECT count() AS of FROM results.decisions WHERE trigger = {trigger:String}';
  await questions.put('of', { title: 'Decisions', about: '', sql, params: { trigger: 'none' } }, 'ana');
  const source = { kind: 'saved', name: 'of', params: { trigger: 'rainy' } } as const;
  await alerts.put('few', alertOf({ kind: 'figure', source, column: 'of', is: 'below', bound: 7 }), 'ana');
  await alerts.put('wrong', alertOf({ kind: 'figure', source, column: 'off', is: 'below', bound: 7 }), 'ana');
  await look();
  expect(new Set(told.map(({ about }) => about))).toEqual(new Set(['alert few']));
  expect((await standings()).get('wrong')).toMatchObject({
    state: 'unknown',
    isTold: false,
    problem: "the answer has no column 'off', but of",
  });
});

test('what cannot be judged for a while is neither told again nor told to be over', async () => {
  const { look, told, clock, alerts, questions } = engine();
  const question = { title: 'n', about: '', sql: 'SELECT 3 AS n', params: {} };
  await questions.put('n', question, 'ana');
  const source = { kind: 'saved', name: 'n', params: {} } as const;
  await alerts.put('n', alertOf({ kind: 'figure', source, column: 'n', is: 'above', bound: 2 }), 'ana');
  await look();
  await questions.remove('n');
  clock.at += HOUR;
  await look();
  await questions.put('n', question, 'ana');
  clock.at += HOUR;
  await look();
  expect(told).toHaveLength(3);
});

test('a trigger that falls silent is told, and a control group that is skewed', async () => {
  const skewed = { code: 'skewed', args: { expected: 0.1, share: 0.17 } } as const;
  const { look, told, clock, alerts } = engine({ at: MONDAY + 3 * HOUR }, skewed);
  await alerts.put(
    'silent',
    alertOf({ kind: 'silent', trigger: 'rainy', for: '6h' }, { to: [{ channel: 'slack' }] }),
    'ana',
  );
  await alerts.put('skewed', alertOf({ kind: 'skewed', trigger: 'rainy' }, { to: [{ channel: 'slack' }] }), 'ana');
  await look();
  expect(told.map(({ message }) => message.text)).toEqual([
    expect.stringContaining('Die Kontrollgruppe von rainy hat 17 % der Kunden'.replace(' %', '\u00a0%')),
  ]);
  clock.at += DAY;
  await look();
  expect(told.at(-1)?.message.text).toContain('Der Auslöser rainy hat seit 6h nicht mehr gepasst.');
});

test('one engine at a time judges, and another goes on when it is closed', async () => {
  const clock = { at: MONDAY + 3 * HOUR };
  const [one, two] = [engine(clock), engine(clock)];
  await one.alerts.put('many', alertOf(figure(7)), 'ana');
  await one.look();
  clock.at += HOUR;
  expect(await two.look()).toBeUndefined();
  await one.close();
  expect(await two.look()).toMatchObject({ judged: 1 });
  expect([one.told.length, two.told.length], 'what was told is known to the other').toEqual([3, 0]);
});

test('an engine that dies between two recipients tells all of them again, under the same ids', async () => {
  const { look, told, clock, failing, alerts } = engine();
  await alerts.put('many', alertOf(figure(7)), 'ana');
  failing.after = 1;
  await expect(look()).rejects.toThrow('Redis is away');
  failing.after = Number.POSITIVE_INFINITY;
  clock.at += 15_000;
  await look();
  const ids = told.map(({ id }) => id);
  expect(ids).toHaveLength(4);
  expect(new Set(ids).size, 'a repeat is sent once').toBe(3);
});

test('each Monday a board is mailed once: numbers as tables, charts as pictures, and why a tile has none', async () => {
  const { look, told, clock, boards } = engine({ at: MONDAY - 13 * HOUR });
  const source = { kind: 'named', name: 'results-funnel', params: { by: 'trigger', from: '2026-01-01' } } as const;
  await boards.put(
    'week',
    {
      ...{ title: 'Unsere Woche', about: '', mailTo: ['ana@shop.example', 'max@shop.example'] },
      tiles: [
        { title: 'Gepasst', source, look: 'bars', column: 'matched', width: 2 },
        { title: '', source, look: 'number', column: '', width: 1 },
        { title: 'Wer', source: { ...source, name: 'decisions-behind' }, look: 'table', column: '', width: 1 },
      ],
    },
    'ana',
  );
  expect(await look(), 'Monday, 6:00 in Berlin').toMatchObject({ mailed: 0 });
  clock.at = MONDAY + 3 * HOUR;
  expect(await look()).toMatchObject({ mailed: 1 });
  expect(await look()).toMatchObject({ mailed: 0 });
  clock.at += DAY;
  expect(await look(), 'Tuesday').toMatchObject({ mailed: 0 });
  clock.at += 6 * DAY;
  expect(await look()).toMatchObject({ mailed: 1 });

  expect(told.map(({ to }) => to)).toEqual([
    'ana@shop.example',
    'max@shop.example',
    'ana@shop.example',
    'max@shop.example',
  ]);
  expect(new Set(told.map(({ id }) => id)).size).toBe(4);
  const { message, files } = told[0]!;
  expect(message.subject).toBe('Unsere Woche – Ihre Tafel der Woche');
  expect(message.html).toContain('>rainy</td>');
  expect(message.html).toContain('Trichter der Ergebnisse');
  expect(message.html).toMatch(/decisions-behind.*tells of single customers/);
  expect(message.html).toContain('>Durchgelassen</th>');
  expect(message.html).not.toContain('let_through');
  expect(message.html).toContain(`board&#61;week&amp;to&#61;${MONDAY + 3 * HOUR}&amp;zone&#61;Europe%2FBerlin`);
  expect(files?.map(({ name }) => name)).toEqual(['1-Gepasst.svg']);
  expect(files).toMatchObject([
    { text: expect.stringMatching(/^<svg [^>]+>.*>rainy<\/text><rect [^>]+><text [^>]+>6<\/text>.*<\/svg>$/) },
  ]);
});

test('the numbers of a mailed board are found again as of then, whatever came since', async () => {
  const { ask } = engine();
  const source = { kind: 'named', name: 'results-funnel', params: { last: '4h' } } as const;
  const asOf = (at: number) => ask(source, 'ana', { to: String(at), zone: 'Europe/Berlin' });
  const then = await asOf(MONDAY + 3 * HOUR);
  expect(then.rows[0]).toMatchObject({ matched: 8 });
  expect(then.period).toEqual({ from: MONDAY - HOUR, to: MONDAY + 3 * HOUR });
  expect((await asOf(MONDAY - HOUR)).rows[0]).toMatchObject({ matched: 0 });
  const own = await ask({ ...source, params: { from: '2026-01-05', to: '2026-01-06' } }, 'ana', { to: '2026-01-09' });
  expect(own.period?.to, 'days of its own stay').toBeLessThan(Date.parse('2026-01-07'));
});
