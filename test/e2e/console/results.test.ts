import { readFile } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../../../cli/main.ts';
import type { Outcome, StepName } from '../../../engine/outcomes/contract.ts';
import { DAY_MS } from '../../../triggers/time/spans.ts';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';
import { eventOf, SECRET_KEY, willingCustomer } from '../../support/engine.ts';
import { outcome } from '../../support/example-rows.ts';
import { type MailServer, startMailServer } from '../../support/mail-server.ts';
import { resultLines } from '../../support/result-rows.ts';
import { storeLines } from '../../support/rows.ts';
import { documentOf } from '../../support/workspace.ts';

const DAYS = 21;
/** Has the address of one of the pages. */
const AWKWARD = 'speed';

interface Answer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly of: number;
  readonly sql: string;
}

/** Pushes of one trigger: opened by people and by machines, carried on by SMS, and held back by two message limits. */
function millLines(at: number): readonly string[] {
  const day = Math.floor(at / DAY_MS);
  const of = { trigger: 'mill', channel: 'push', at, wallAt: at, signalAt: at };
  const group = 'message' as const;
  const step = (id: string, name: StepName, more: Partial<Outcome> = {}) =>
    outcome(`mill-${id}.${day}`, name, 0, { ...of, customer: `mill-${id.slice(0, 1)}`, ...more });
  const sent = ['a', 'b', 'c', 'd', 'e'].flatMap((id, i) => [
    step(id, 'matched', { facts: { group } }),
    step(id, 'sent'),
    ...(i < 3 ? [step(id, 'opened', { facts: { isByMachine: true } })] : [step(id, 'opened')]),
  ]);
  const next = ['a~2', 'b~2', 'c~2'].flatMap((id, i) => [
    step(id, 'queued', { channel: 'sms' }),
    step(id, 'sent', { channel: 'sms' }),
    ...(i < 1 ? [step(id, 'clicked', { channel: 'sms' })] : []),
  ]);
  const held = [2, 2, 7].flatMap((most, i) => [
    step(`${i}`, 'matched'),
    step(`${i}`, 'held-back', { gate: 'frequency-cap', why: { code: 'cap-reached', args: { most, hours: 24 } } }),
  ]);
  return [...sent, ...next, ...held];
}

/** Messages of two triggers about the quay: two people got both, one got one and is the only one not to come back. */
function quayLines(at: number): readonly string[] {
  const sent = (id: string, trigger: string, customer: string) => {
    const of = { trigger, customer, place: 'quay', at, wallAt: at, signalAt: at };
    const decision = `quay-${id}.${Math.floor(at / DAY_MS)}`;
    return [outcome(decision, 'matched', 0, { ...of, facts: { group: 'message' } }), outcome(decision, 'sent', 0, of)];
  };
  const both = ['ada', 'ben'].flatMap((who) => [...sent(`${who}1`, 'canal', who), ...sent(`${who}2`, 'lock', who)]);
  return [...both, ...sent('cleo', 'canal', 'cleo')];
}

/** A decision at each of 24 places, more than a chart of bars has room for; eight days before, one was held back. */
function marketLines(at: number): readonly string[] {
  const stepAt =
    (time: number, id: string, place: string) =>
    (name: StepName, more: Partial<Outcome> = {}) =>
      outcome(`market-${id}.${Math.floor(time / DAY_MS)}`, name, 0, {
        ...{ trigger: 'market', customer: place, place, at: time, wallAt: time, signalAt: time },
        ...more,
      });
  const matched = Array.from({ length: 24 }, (_, i) =>
    stepAt(at, `${i}`, `stall-${i}`)('matched', { facts: { group: 'message' } }),
  );
  const early = stepAt(at - 8 * DAY_MS, 'early', 'stall-0');
  const why = { code: 'no-consent', args: { purpose: 'offers', channels: 'email' } };
  return [...matched, early('matched'), early('held-back', { gate: 'consent', why })];
}

/** Two messages of one trigger that came before the same success. */
function twiceLines(at: number): readonly string[] {
  return [0, 1].flatMap((i) => {
    const of = { trigger: 'twice', customer: 'dora', at: at + i, wallAt: at + i, signalAt: at + i };
    const decision = `twice-${i}.${Math.floor(at / DAY_MS)}`;
    const conversion = { goal: 'order', isPrimary: true, isFirst: i === 0, isLast: i === 1, value: 10 + i };
    return [
      outcome(decision, 'matched', 0, { ...of, facts: { group: 'message' } }),
      outcome(decision, 'sent', 1, of),
      outcome(decision, 'converted', 2, { ...of, facts: { group: 'message', conversion } }),
    ];
  });
}

/** A mail that is followed by a message in the app where nobody says that it was delivered. */
const URGENT = [
  documentOf('template', 'gate', {
    ...{ name: 'gate', language: 'en' },
    channels: {
      email: { subject: 'Another gate', html: '<p>Another gate</p>' },
      'in-app': { title: 'Another gate', body: 'Another gate' },
    },
  }),
  documentOf('trigger', 'urgent', {
    ...{ name: 'urgent', on: { signal: { kind: 'event', name: 'gate-changed' } } },
    message: {
      ...{ template: 'gate', purpose: 'service', channels: ['email', 'in-app'], expires: '1h' },
      'fall-back': { after: '90s' },
    },
  }),
];

/** A cell as RFC 4180 has it. */
function cellOf(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

describeInBrowser('results in the console', () => {
  let mail: MailServer;
  let house: TestConsole;
  let visit: Visit;
  beforeAll(async () => {
    mail = await startMailServer();
    house = await startConsole({ env: { KAIROS_SMTP_URL: mail.url } });
    const { engine } = house;
    for (let day = 0; day < 8; day++) engine.nextDay('00:30');
    // The last midnight in Berlin.
    await storeLines(engine.app.store!, resultLines(engine.clock.now() - 30 * 60_000, DAYS));
    await storeLines(engine.app.store!, millLines(engine.clock.now() - DAY_MS / 2));
    const at = engine.clock.now() - 12 * DAY_MS;
    await storeLines(engine.app.store!, marketLines(at));
    await storeLines(engine.app.store!, twiceLines(at));
    await storeLines(engine.app.store!, quayLines(at));
    const cameAt = (days: number) => `fromUnixTimestamp64Milli(${at + days * DAY_MS})`;
    const visits = [
      ['ada', 2],
      ['ben', 3],
      ['nobody', 11],
    ] as const;
    const values = visits.map(([who, days]) => `('quay', '${who}', ${cameAt(days)})`);
    await engine.app.store!.command(`INSERT INTO visits (place, customer, at) VALUES ${values.join(', ')}`);
    await engine.publish(
      documentOf('trigger', AWKWARD, {
        name: AWKWARD,
        summary: 'Somebody looked twice',
        on: { signal: { kind: 'event', name: 'looked-twice' } },
        message: { template: 'picking-desk', purpose: 'service', channels: ['webhook'] },
      }),
    );
    await engine.send({ kind: 'event', customer: 'hanna', value: { name: 'looked-twice', properties: {} } });
    await engine.outcome('hanna', 'matched', { trigger: AWKWARD });
    await engine.settled();
    visit = await house.visit('admin');
  }, 120_000);
  afterAll(async () => {
    await house?.close();
    await mail?.close();
  });

  const ask = async (name: string, params: Readonly<Record<string, string>>) =>
    (await house.engine.ask<Answer>('GET', `/v1/queries/${name}?${new URLSearchParams(params)}`)).body;
  /** The first number of a row of a table. */
  const countIn = async (page: Page, section: string, row: string) =>
    Number(
      (
        await page
          .getByRole('region', { name: section })
          .getByRole('row', { name: row })
          .getByRole('cell')
          .first()
          .textContent()
      )?.replace(',', ''),
    );

  /** Follows a download to its file. */
  const fileOf = async (page: Page, button: Locator) => {
    const download = page.waitForEvent('download');
    await button.click();
    return readFile(await (await download).path());
  };
  /** The width and height that a PNG says of itself. */
  const sizeOf = (png: Buffer) => {
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    return [png.readUInt32BE(16), png.readUInt32BE(20)] as const;
  };

  test('card, page, CSV, API and SQL give the same numbers on the same address', async () => {
    const { page } = visit;
    await visit.open('/results?period=last-week&weather=rain');
    const funnel = page.getByRole('region', { name: 'Funnel' });
    await funnel.waitFor();
    const days = await page.evaluate(
      `new Promise((resolve) => { navigator.clipboard.writeText = async (text) => resolve(text); [...document.querySelectorAll('section[aria-label="Funnel"] button')].find((one) => one.textContent === 'Link').click(); })`,
    );
    const { searchParams } = new URL(String(days));
    const params = Object.fromEntries(searchParams);
    expect(params).toMatchObject({ weather: 'rain', zone: 'Europe/Berlin' });
    const [row] = (await ask('results-funnel', params)).rows;
    for (const [name, column] of [
      ['Matched', 'matched'],
      ['Sent', 'sent'],
      ['Clicked', 'clicked'],
      ['Succeeded', 'converted'],
    ] as const) {
      expect(await countIn(page, 'Funnel', name)).toBe(Number(row?.[column]));
    }
    expect(Number(row?.sent)).toBeGreaterThan(0);
    await funnel.getByText(/Newest data of .+ · [\d,]+ rows read in [\d,]+ ms/).waitFor();
    const download = page.waitForEvent('download');
    await funnel.getByRole('button', { name: 'CSV' }).click();
    const [head = '', line = ''] = (await readFile(await (await download).path(), 'utf8')).split('\r\n');
    const csv = Object.fromEntries(head.split(',').map((name, i) => [name, line.split(',')[i]]));
    expect(csv).toMatchObject({ matched: String(row?.matched), sent: String(row?.sent), value: String(row?.value) });
    await funnel.getByRole('button', { name: 'SQL' }).click();
    const sql = await page.getByRole('dialog').locator('pre').textContent();
    const [raw] = await house.engine.rows<Record<string, unknown>>(sql ?? '');
    expect(Number(raw?.sent)).toBe(Number(row?.sent));
    await page.keyboard.press('Escape');
    const { from = '', to = '', zone = '', ...rest } = params;
    const source = { kind: 'named', name: 'results-funnel', params: rest };
    const tiles = [{ title: 'Sent', source, look: 'number', column: 'sent', width: 1 }];
    expect((await house.engine.ask('PUT', '/v1/boards/card', { title: 'A card', tiles })).status).toBe(200);
    await visit.open(`/results/boards?${new URLSearchParams({ board: 'card', from, to, zone })}`);
    const card = page.getByRole('region', { name: 'Sent' });
    await card.getByRole('link', { name: String(row?.sent), exact: true }).waitFor();
    visit.expectNoViolation();
  }, 90_000);

  test('the command line says the same numbers as the API, from a real engine', async () => {
    const days = { from: '2026-11-02', to: '2026-11-08', zone: 'Europe/Berlin' };
    const [row = {}] = (await ask('results-funnel', { ...days, weather: 'rain' })).rows;
    expect(Number(row.sent)).toBeGreaterThan(0);
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const [out, err] = [text(stdout), text(stderr)];
    const options = Object.entries(days).flatMap(([name, value]) => [`--${name}`, value]);
    options.push('--param', 'weather=rain');
    const code = await main(['query', 'results-funnel', ...options, '--csv'], {
      env: { KAIROS_SECRET_KEY: SECRET_KEY, KAIROS_CONSOLE_PORT: new URL(house.engine.consoleUrl).port },
      ...{ stdout, stderr, stdin: Readable.from([]), isTerminal: false, fetch, now: Date.now },
      wait: async () => undefined,
      interrupted: new AbortController().signal,
    });
    stdout.end();
    stderr.end();
    expect([code, await err]).toEqual([0, '']);
    const [head = '', line = ''] = (await out).split('\r\n');
    const told = Object.fromEntries(head.split(',').map((name, i) => [name, line.split(',')[i]]));
    const same = Object.entries(row).map(([name, value]) => [name, value === null ? '' : String(value)]);
    expect(told).toEqual(Object.fromEntries(same));
  });

  test('each number leads to as many decisions, and those to why', async () => {
    const { page } = visit;
    await visit.open('/results');
    const held = await countIn(page, 'Funnel', 'Matched');
    await page
      .getByRole('region', { name: 'Funnel' })
      .getByRole('row', { name: 'Matched' })
      .getByRole('link')
      .first()
      .click();
    await page.getByText(`${held} decisions`, { exact: true }).waitFor();
    await page.getByRole('link', { name: 'hanna: why?' }).click();
    await page.waitForURL('**/customers/hanna/why/*');
    await page.goBack();
    await page.getByRole('button', { name: 'Older' }).click();
    await page.getByText(`51 to ${Math.min(100, held)} of ${held}`).waitFor();
    await visit.expectAccessible();
    await visit.screenshot('results-decisions');
    visit.expectNoViolation();
  }, 90_000);

  test('a trigger has an address of its own, also where it is called like a page', async () => {
    const { page } = visit;
    await visit.open('/results/cart-near-store');
    await page.getByRole('heading', { name: 'Results of cart-near-store' }).waitFor();
    expect(await countIn(page, 'Funnel', 'Matched')).toBe(36);
    // It stays from one tab to the next, and back.
    const tabs = page.getByRole('navigation', { name: 'Results' });
    await tabs.getByRole('link', { name: 'Held back' }).click();
    await page.waitForURL(/held-back\?.*trigger=cart-near-store/);
    await tabs.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { name: 'Results of cart-near-store' }).waitFor();
    await visit.open(`/results?trigger=${AWKWARD}`);
    await page.getByRole('heading', { name: `Results of ${AWKWARD}` }).waitFor();
    expect(await countIn(page, 'Funnel', 'Matched')).toBe(1);
    visit.expectNoViolation();
  }, 60_000);

  test('a period without data says when there is some, and shows it', async () => {
    const { page } = visit;
    await visit.open('/results/cart-near-store?from=2025-01-01&to=2025-01-03');
    await page.getByText('Nothing was counted from Wednesday', { exact: false }).waitFor();
    await page.getByText('The newest outside of this period is of', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Show that day' }).click();
    await expect.poll(() => countIn(page, 'Funnel', 'Matched')).toBe(6);
    visit.expectNoViolation();
  }, 60_000);

  test('a page says when the newest of what it counts is outside of the period, and nothing of a day within', async () => {
    const { page } = visit;
    const at = house.engine.clock.now() - 12 * DAY_MS;
    const dayOf = (time: number) => new Date(time).toLocaleDateString('en-CA', { timeZone: 'Europe/Berlin' });
    const saidOf = (time: number) =>
      new Date(time).toLocaleDateString('en', { day: 'numeric', month: 'long', timeZone: 'Europe/Berlin' });
    const days = `from=${dayOf(at)}&to=${dayOf(at)}`;
    await visit.open(`/results/held-back?trigger=market&${days}`);
    await page.getByText('Nothing was counted', { exact: false }).waitFor();
    await page.getByText('The newest outside of this period is of', { exact: false }).waitFor();
    const early = saidOf(at - 8 * DAY_MS).split(' ');
    for (const part of early) {
      expect(await page.getByText('The newest outside', { exact: false }).textContent()).toContain(part);
    }
    await page.getByRole('button', { name: 'Show that day' }).click();
    await page.getByRole('region', { name: 'Held back by sending rules' }).waitFor();
    await visit.open(`/results/decisions?trigger=market&step=sent&${days}`);
    await page.getByText('There is nothing at any other time either.', { exact: false }).waitFor();

    await visit.open('/results/more?trigger=mill&from=2025-01-01&to=2025-01-03');
    const next = page.getByRole('region', { name: 'By the next channel' });
    await next
      .getByText('No message went on by another channel. The newest outside', { exact: false })
      .waitFor({ timeout: 40_000 });
    const alone = page.getByRole('region', { name: 'Overlap of triggers' });
    await alone.getByText('There is nothing at any other time either.', { exact: false }).waitFor();
    await visit.expectAccessible();
    await next.getByRole('button', { name: 'Show that day' }).click();
    await next.getByRole('row', { name: /mill: push → sms/ }).waitFor();
    visit.expectNoViolation();
  }, 90_000);

  test('what held back most last week against the week before, by place, as CSV and link: eight clicks at most', async () => {
    const { page } = visit;
    await visit.open('/now');
    const before = visit.clicks;
    await page.getByRole('link', { name: 'Results' }).click();
    await page.getByRole('link', { name: 'Held back' }).click();
    await page.getByRole('combobox', { name: 'Period' }).click();
    await page.getByRole('option', { name: 'Last week' }).click();
    const reasons = page.getByRole('region', { name: 'Held back by sending rules' });
    await reasons.getByRole('row', { name: /^Consent/ }).waitFor();
    await page.getByRole('combobox', { name: 'Counted by' }).click();
    await page.getByRole('option', { name: 'Place', exact: true }).click();
    const byPlace = page.getByRole('region', { name: 'Held back by rule and Place' });
    await byPlace.waitFor();
    const download = page.waitForEvent('download');
    await byPlace.getByRole('button', { name: 'CSV' }).click();
    const csv = await readFile(await (await download).path(), 'utf8');
    await page.evaluate('navigator.clipboard.writeText = async (text) => void (window.copied = text)');
    await byPlace.getByRole('button', { name: 'Link' }).click();
    expect(visit.clicks - before).toBeLessThanOrEqual(8);
    const asked = Object.fromEntries(new URL(page.url()).searchParams);
    expect(asked).toMatchObject({ period: 'last-week', by: 'place' });
    const { rows } = await ask('held-back-by', {
      from: '2026-11-02',
      to: '2026-11-08',
      zone: 'Europe/Berlin',
      by: 'place',
    });
    const columns = Object.keys(rows[0] ?? {});
    const cells = rows.map((row) => columns.map((column) => cellOf((row as Record<string, unknown>)[column])));
    expect(csv.trim().split('\r\n')).toEqual([columns, ...cells].map((line) => line.join(',')));
    const [first = ''] = await reasons
      .getByRole('row', { name: /^Consent/ })
      .getByRole('cell')
      .allTextContents();
    const heldBy = (gate: string, of: Answer['rows']) =>
      of.filter((row) => row.gate === gate).reduce((sum, { held }) => sum + Number(held), 0);
    const consent = heldBy('consent', rows);
    expect(Number(first)).toBe(consent);
    const weekBefore = { from: '2026-10-26', to: '2026-11-01', zone: 'Europe/Berlin' };
    const earlier = (await ask('held-back-by', weekBefore)).rows;
    for (const [gate, name] of [
      ['consent', /^Consent/],
      ['cooldown', /^Earliest again/],
    ] as const) {
      const cells = await reasons.getByRole('row', { name }).getByRole('cell').allTextContents();
      expect([Number(cells[0]), Number(cells[2])], gate).toEqual([heldBy(gate, rows), heldBy(gate, earlier)]);
    }
    expect(heldBy('consent', earlier), 'the weeks differ').not.toBe(consent);
    const link = String(await page.evaluate('window.copied'));
    expect(Object.fromEntries(new URL(link).searchParams)).toMatchObject({ from: '2026-11-02', to: '2026-11-08' });
    const seen = async () => ({
      reasons: await reasons.getByRole('cell').allTextContents(),
      places: await byPlace.locator('tbody td').allTextContents(),
    });
    const shown = await seen();
    expect(shown.places.length).toBeGreaterThan(4);
    await visit.open(link.slice(new URL(link).origin.length));
    await reasons.getByRole('row', { name: /^Consent/ }).waitFor();
    await byPlace.waitFor();
    // The numbers of the week before come by themselves.
    await expect.poll(seen).toEqual(shown);
    await visit.expectAccessible();
    await visit.screenshot('results-held-back');
    await reasons
      .getByRole('row', { name: /^Consent/ })
      .getByRole('link')
      .nth(1)
      .click();
    await page.getByText(`${consent} decisions`, { exact: true }).waitFor();
    visit.expectNoViolation();
  }, 90_000);

  test('speed tells what lateness costs, and how long each step took', async () => {
    const { page } = visit;
    await visit.open('/results/speed?period=28d&channel=email');
    const lateness = page.getByRole('region', { name: 'What lateness costs' });
    await lateness.waitFor();
    const tabs = page.getByRole('navigation', { name: 'Results' }).locator('[aria-current="page"]');
    expect(await tabs.allTextContents()).toEqual(['Speed']);
    const { rows } = await ask('lateness', { from: '2026-10-01', channel: 'email' });
    const sent = await lateness.getByRole('row').getByRole('cell').allTextContents();
    expect(sent.filter((_text, i) => i % 4 === 0).map(Number)).toEqual(rows.map((row) => Number(row.sent)));
    await page.getByRole('region', { name: 'Until sent over time' }).waitFor();
    const queued = page
      .getByRole('region', { name: 'Speed by channel' })
      .getByRole('row', { name: /email Until queued/ });
    const behind = await queued.getByRole('link').textContent();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    await visit.expectAccessible();
    await visit.screenshot('results-speed');
    await queued.getByRole('link').click();
    await page.getByText(`${behind} decisions`, { exact: true }).waitFor();
    visit.expectNoViolation();
  }, 90_000);

  test('what lateness costs leads to the decisions of that age, and a page on paper has no buttons', async () => {
    const { page } = visit;
    await visit.open('/results/speed?period=last-week');
    const late = page
      .getByRole('region', { name: 'What lateness costs' })
      .getByRole('row')
      .nth(1)
      .getByRole('link')
      .first();
    const count = Number(await late.textContent());
    expect(count).toBeGreaterThan(0);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.getByRole('navigation').count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });
    await late.click();
    await page.getByText(`${count} decisions`, { exact: true }).waitFor();
    visit.expectNoViolation();
  }, 60_000);

  test('return, cost, overlap and what did not match have their numbers, and those lead to the decisions', async () => {
    const { page } = visit;
    await visit.open('/results/more?period=last-week');
    const cost = page.getByRole('region', { name: 'Cost by channel' });
    const sent = cost.getByRole('row', { name: 'email' }).getByRole('link').first();
    const count = Number(await sent.textContent());
    expect(count).toBeGreaterThan(20);
    const looks = await page.evaluate(
      `Array.from(document.querySelectorAll('section[aria-label="Cost by channel"] tbody tr:first-child td'), (cell) => {
        const { whiteSpace, display } = getComputedStyle(cell);
        return whiteSpace + ' ' + display;
      })`,
    );
    const [channel, ...numbers] = looks as readonly string[];
    expect(channel, 'a text may have several lines').toBe('normal table-cell');
    expect(new Set(numbers), 'a number has one').toEqual(new Set(['nowrap table-cell']));
    await page.getByRole('region', { name: 'Came back to the place' }).waitFor();
    await page
      .getByRole('region', { name: 'Overlap of triggers' })
      .getByText('No two triggers', { exact: false })
      .waitFor();
    await page.getByRole('region', { name: 'Woken and not matched' }).waitFor();
    await visit.expectAccessible();
    await visit.screenshot('results-more');
    await sent.click();
    await page.getByText(`${count} decisions`, { exact: true }).waitFor();
    visit.expectNoViolation();
  }, 60_000);

  test('numbers of people lead to as many people', async () => {
    const { page } = visit;
    const { people, returned } = (await ask('return-to-place', { last: '30d', trigger: 'canal' })).rows[0]!;
    expect([people, returned]).toEqual([3, 2]);
    await visit.open('/results/more?period=28d&trigger=canal');
    const returns = page.getByRole('region', { name: 'Came back to the place' });
    const cells = returns
      .getByRole('row', { name: /20\.8% to 93\.9%/ })
      .first()
      .getByRole('cell');
    await cells.last().waitFor();
    const boxes = await Promise.all((await cells.all()).map((cell) => cell.boundingBox()));
    const tops = boxes.map((box) => box?.y);
    expect([tops.length, new Set(tops).size]).toEqual([5, 1]);
    const follow = async (row: Locator, number: string, says: string) => {
      await row.getByRole('link', { name: number, exact: true }).click();
      await page.getByRole('status').getByText(`${number} people`, { exact: true }).waitFor();
      await page.getByText(says, { exact: true }).waitFor();
      await page.getByRole('heading', { level: 1, name: 'People behind the number' }).waitFor();
      const links = page.getByRole('table').getByRole('link', { name: 'Why', exact: false });
      await links.nth(Number(number) - 1).waitFor();
      return (await links.allTextContents()).map((text) => /ada|ben|cleo/.exec(text)?.[0]).sort();
    };
    const pair = page.getByRole('region', { name: 'Overlap of triggers' }).getByRole('row', { name: 'canal + lock' });
    await pair.waitFor();
    expect((await pair.getByRole('cell').allTextContents()).slice(-3)).toEqual(['2', '3', '2']);
    expect(await follow(pair, '3', 'got a message of canal')).toEqual(['ada', 'ben', 'cleo']);
    await visit.expectAccessible();
    await visit.screenshot('results-people');
    await page.goBack();
    const back = page.getByRole('region', { name: 'Came back to the place' }).getByRole('row', { name: /7 days/ });
    expect(await follow(back, '2', 'Message, within 7 days: came back')).toEqual(['ada', 'ben']);
    await page.getByRole('button', { name: 'came back', exact: false }).click();
    await page.getByRole('heading', { level: 1, name: 'Decisions behind the number' }).waitFor();
    visit.expectNoViolation();
  }, 60_000);

  test('machines stand apart from people, and what the next channel carried from the first messages', async () => {
    const { page } = visit;
    await visit.open('/results?period=7d&trigger=mill');
    const funnel = page.getByRole('region', { name: 'Funnel' });
    const cell = (name: string) => funnel.getByRole('row', { name, exact: false }).getByRole('cell').first();
    await funnel.getByRole('row', { name: 'Opened by a machine' }).waitFor();
    expect(await cell('Opened by a machine').textContent()).toBe('3');
    expect(
      await funnel
        .getByRole('row', { name: /^Opened(?! by)/ })
        .getByRole('cell')
        .first()
        .textContent(),
    ).toBe('2');
    expect(await cell('Sent').textContent()).toBe('5');
    await visit.open('/results/more?period=7d&trigger=mill');
    const next = page.getByRole('region', { name: 'By the next channel' });
    const row = next.getByRole('row', { name: /mill: push → sms/ });
    await row.waitFor();
    expect((await row.getByRole('cell').allTextContents()).slice(-7, -1)).toEqual(['3', '3', '0', '0', '1', '0']);
    const { rows } = await ask('fall-backs', { last: '7d', trigger: 'mill' });
    expect(rows).toMatchObject([{ first_channel: 'push', channel: 'sms', went_on: 3, sent: 3, clicked: 1 }]);
    const cost = page.getByRole('region', { name: 'Cost by channel' }).getByRole('row', { name: 'sms' });
    expect((await cost.getByRole('cell').allTextContents()).slice(1, 3)).toEqual(['0', '3']);
    await visit.expectAccessible();
    await cost.getByRole('link', { name: '3', exact: true }).click();
    await page.getByText('3 decisions', { exact: true }).waitFor();
    await page.goBack();
    await row.getByRole('link', { name: '1', exact: true }).click();
    await page.getByText('1 decision', { exact: true }).waitFor();
    await page.getByText('went on by sms', { exact: false }).waitFor();
    visit.expectNoViolation();
  }, 60_000);

  test('each message limit has its own row, which leads to its own decisions', async () => {
    const { page } = visit;
    await visit.open('/results/held-back?period=7d&trigger=mill');
    const { rows } = await ask('held-back-by', { last: '7d', trigger: 'mill' });
    expect(rows.map(({ held }) => held)).toEqual([2, 1]);
    const link = page
      .getByRole('row', { name: /limit|at most/i })
      .getByRole('link', { name: '2', exact: true })
      .first();
    await link.click();
    await page.getByText('2 decisions', { exact: true }).waitFor();
    await page.getByText('this limit only', { exact: false }).first().waitFor();
    visit.expectNoViolation();
  }, 60_000);

  test('an analyst sees the decisions behind a number with other names for the customers', async () => {
    const analyst = await house.visit('analyst');
    await analyst.open('/results/decisions?period=last-week&step=sent');
    await analyst.page.getByText('customers have other names here', { exact: false }).waitFor();
    const names = await analyst.page.locator('tbody tr td:nth-child(2)').allTextContents();
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{16}$/);
    await analyst.expectAccessible();
    analyst.expectNoViolation();
  }, 60_000);

  test('two facts at once are a map of heat with its numbers beside it', async () => {
    const { page } = visit;
    await visit.open('/results?by=weekday,weather&measure=clicked&period=28d');
    const heat = page.getByRole('region', { name: 'Clicked by Weekday × Weather' });
    await heat.getByRole('img', { name: 'Clicked by Weekday' }).waitFor();
    await heat.getByText('Numbers as a table').click();
    await heat.getByRole('row', { name: 'Monday Rain' }).waitFor();
    await visit.expectAccessible();
    await heat.scrollIntoViewIfNeeded();
    await visit.screenshot('results-heat');
    visit.expectNoViolation();
  }, 60_000);

  test('areas are shown on a map, with the same numbers beside it', async () => {
    const { page } = visit;
    await visit.open('/results?by=cell&measure=clicked&period=28d');
    const bars = page.getByRole('region', { name: 'Clicked by Area' });
    await bars.getByText('Map', { exact: true }).click();
    await expect.poll(() => page.url()).toContain('view=map');
    await bars.getByText('3 circles on the map.').waitFor();
    await bars.locator('.maplibregl-canvas').waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    const png = await fileOf(page, bars.getByRole('button', { name: 'PNG' }));
    expect(sizeOf(png)[1]).toBeGreaterThan(2 * 420);
    expect(png.length, 'what the map shows, and no empty ground').toBeGreaterThan(10_000);
    await bars.getByText('Numbers as a table').click();
    await bars.getByRole('row').nth(1).waitFor();
    await visit.expectAccessible();
    await bars.first().scrollIntoViewIfNeeded();
    await visit.screenshot('results-map');
    visit.expectNoViolation();
  }, 90_000);

  test('what a success counts for is said, and chosen on the page', async () => {
    const { page } = visit;
    await visit.open('/results?period=28d&trigger=twice');
    const funnel = page.getByRole('region', { name: 'Funnel' });
    await funnel.getByText('it counts for each of them.', { exact: false }).waitFor();
    expect(await countIn(page, 'Funnel', 'Succeeded')).toBe(2);
    await page.getByRole('combobox', { name: 'A success counts for' }).click();
    await page.getByRole('option', { name: 'The last' }).click();
    await funnel.getByText('it counts for the last.', { exact: false }).waitFor();
    await expect.poll(() => countIn(page, 'Funnel', 'Succeeded')).toBe(1);
    expect(new URL(page.url()).searchParams.get('attribution')).toBe('last');
    const more = page.getByRole('link', { name: 'Return and cost' });
    expect(await more.getAttribute('href')).toContain('attribution=last');
    await visit.open('/results/more?period=28d&trigger=twice&attribution=last');
    const cost = page.getByRole('region', { name: 'Cost by channel' }).getByRole('row', { name: 'email' });
    await cost.waitFor();
    expect(await cost.getByRole('cell').allTextContents()).toContain('1');
    await visit.open('/results?period=28d&trigger=twice&attribution=last');
    await funnel.getByRole('row', { name: 'Succeeded' }).getByRole('link', { name: '1', exact: true }).click();
    await page.getByText('1 decision', { exact: true }).waitFor();
    visit.expectNoViolation();
  }, 60_000);

  test('speed over time leads to the decisions of each day, and says which day is not over', async () => {
    const { page } = visit;
    await visit.open('/results/speed?period=7d&trigger=cart-near-store');
    const overTime = page.getByRole('region', { name: 'Until sent over time' });
    await overTime.getByText('Numbers as a table').click();
    const rows = overTime.locator('tbody tr');
    expect(await rows.count()).toBe(7);
    expect(await overTime.getByText('(partial)').count()).toBe(1);
    expect(await rows.last().textContent()).toContain('(partial)');
    const link = rows.nth(2).getByRole('link');
    const count = Number(await link.textContent());
    expect(count).toBeGreaterThan(1);
    await link.click();
    await page.getByText(`${count} decisions`, { exact: true }).waitFor();
    visit.expectNoViolation();
  }, 60_000);

  test('a chart without room for all rows says so, on the page and in its picture', async () => {
    const { page } = visit;
    await visit.open('/results?period=28d&trigger=market&by=place&measure=matched');
    const places = page.getByRole('region', { name: 'Matched by Place' });
    await places.getByText('The chart shows 15 of 24 rows.').waitFor();
    const canvas = places.locator('canvas');
    await canvas.waitFor();
    const { width = 0, height = 0 } = (await canvas.boundingBox()) ?? {};
    await page.evaluate(`{
      const { fillText } = CanvasRenderingContext2D.prototype;
      window.written = [];
      CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
        window.written.push(text);
        return fillText.call(this, text, ...at);
      };
    }`);
    const [wide, high] = sizeOf(await fileOf(page, places.getByRole('button', { name: 'PNG' })));
    expect(wide).toBe(Math.round(2 * width));
    expect(high).toBeGreaterThan(2 * height + 20);
    expect(await page.evaluate('window.written')).toContain('The chart shows 15 of 24 rows.');
    await page.reload();
    await visit.open('/results?period=28d&trigger=market&by=daypart&measure=matched');
    await page.getByRole('region', { name: 'Matched by Part of the day' }).locator('canvas').waitFor();
    expect(await page.getByText('The chart shows', { exact: false }).count()).toBe(0);
    visit.expectNoViolation();
  }, 60_000);

  test('a file of decisions has all of them, and the page says that it shows some', async () => {
    const { page } = visit;
    const { of } = await ask('decisions-behind', { last: '28d', step: 'sent' });
    await visit.open('/results/decisions?period=28d&step=sent');
    await page.getByText(`50 of ${of} rows are shown`, { exact: false }).waitFor();
    const csv = await fileOf(page, page.getByRole('button', { name: 'CSV' }));
    expect(csv.toString().trim().split('\r\n').slice(1)).toHaveLength(of);
    visit.expectNoViolation();
  }, 60_000);

  test('a tile of a board is an answer like those of the results pages, in both languages', async () => {
    const { page } = visit;
    const params = { last: '28d', trigger: 'market' };
    const byPlace = { kind: 'named', name: 'results-funnel', params: { ...params, by: 'place' } };
    const byDay = { kind: 'named', name: 'results-over-time', params };
    const tiles = [
      { title: 'Stalls', source: byPlace, look: 'bars', column: 'matched', width: 2 },
      { title: 'Days', source: byDay, look: 'table', column: '', width: 1 },
      { title: 'Matched', source: { ...byPlace, params }, look: 'number', column: 'matched', width: 1 },
    ];
    expect((await house.engine.ask('PUT', '/v1/boards/market', { title: 'Market', tiles })).status).toBe(200);
    await visit.open('/results/boards?board=market');
    const stalls = page.getByRole('region', { name: 'Stalls' });
    await stalls.getByText('The chart shows 20 of 24 rows.').waitFor();
    await stalls.getByText(/Newest data of .+ · [\d,]+ rows read in [\d,]+ ms/).waitFor();
    await stalls.getByText(/ to .+ \(Europe\/Berlin\)/).waitFor();
    for (const name of ['CSV', 'SQL', 'Link', 'PNG']) {
      expect(await stalls.getByRole('button', { name, exact: true }).count(), name).toBe(1);
    }
    const csv = await fileOf(page, stalls.getByRole('button', { name: 'CSV' }));
    expect(csv.toString().trim().split('\r\n')).toHaveLength(25);
    const heads = page.getByRole('region', { name: 'Days' }).getByRole('columnheader');
    expect(await heads.allTextContents()).toContain('Let through');
    await visit.expectAccessible();
    await visit.screenshot('board-answers');
    await page.getByRole('region', { name: 'Matched' }).getByRole('link', { name: '25', exact: true }).first().click();
    await page.getByText('25 decisions', { exact: true }).waitFor();
    await page.goBack();
    await stalls.getByText('Numbers as a table').click();
    await stalls.getByRole('row', { name: 'stall-3' }).getByRole('link').first().click();
    await page.getByText('1 decision', { exact: true }).waitFor();

    const then = house.engine.clock.now() - 13 * DAY_MS;
    const german = await house.visit('analyst', { language: 'de' });
    await german.open(`/results/boards?board=market&to=${then}`);
    const matched = german.page.getByRole('region', { name: 'Matched' });
    await matched.getByRole('link', { name: '1', exact: true }).first().waitFor();
    await german.page.getByText('Was später kam, fehlt hier.', { exact: false }).waitFor();
    const words = await german.page.getByRole('region', { name: 'Days' }).getByRole('columnheader').allTextContents();
    expect(words).toContain('Durchgelassen');
    expect(words.filter((word) => word.includes('_'))).toEqual([]);
    await german.page.getByRole('button', { name: 'Stand von jetzt zeigen' }).click();
    await matched.getByRole('link', { name: '25', exact: true }).first().waitFor();
    german.expectNoViolation();
    visit.expectNoViolation();
  }, 90_000);

  test('it is readable in both lights, in German and on a phone', async () => {
    const { page } = visit;
    await visit.open('/results?period=28d');
    await page.getByRole('region', { name: 'Sent over time' }).waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    await visit.expectAccessible();
    await visit.screenshot('results');
    visit.expectNoViolation();
    const phone = await house.visit('analyst', { language: 'de', phone: true });
    await phone.open('/results?period=28d');
    await phone.page.getByRole('region', { name: 'Trichter' }).waitFor();
    await phone.expectAccessible();
    expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await phone.screenshot('results-phone');
    phone.expectNoViolation();
    await phone.close();
  }, 90_000);

  test('the facts of the page are those of the engine', async () => {
    const { body } = await house.engine.ask<{ queries: { name: string; schema: { properties: object } }[] }>(
      'GET',
      '/v1/catalog',
    );
    const { properties } = body.queries.find(({ name }) => name === 'results-funnel')!.schema;
    const others = ['from', 'to', 'attribution', 'by', 'zone', 'limit'];
    const facts = Object.keys(properties).filter((name) => !others.includes(name));
    const { page } = visit;
    await visit.open(`/results?${new URLSearchParams(facts.map((name): [string, string] => [name, 'unknown']))}`);
    await expect.poll(() => page.getByRole('button', { name: /^Take out: / }).count()).toBe(facts.length - 1);
  }, 60_000);

  test('a message that really went on by the next channel is counted by the page, and leads to its decision', async () => {
    const { engine } = house;
    await engine.publish(...URGENT);
    engine.nextDay('12:00');
    const people = ['emil', 'frieda'];
    for (const customer of people) {
      await engine.send(...willingCustomer(customer), eventOf(customer, 'gate-changed'));
      await engine.outcome(customer, 'sent', { trigger: 'urgent', channel: 'email' });
      const [letter] = await mail.arrival(`${customer}@post.example`);
      expect(letter?.mail.subject).toBe('Another gate');
    }
    const sentNext = people.map((customer) => engine.outcome(customer, 'sent', { channel: 'in-app' }));
    engine.later(91_000);
    await Promise.all(sentNext);
    await engine.settled();
    const { page } = visit;
    await visit.open('/results/more?period=7d&trigger=urgent');
    const row = page
      .getByRole('region', { name: 'By the next channel' })
      .getByRole('row', { name: /urgent: email → / });
    await row.waitFor();
    expect((await row.getByRole('cell').allTextContents()).slice(-7, -5)).toEqual(['2', '2']);
    await row.getByRole('link', { name: '2', exact: true }).first().click();
    await page.getByText('2 decisions', { exact: true }).waitFor();
    for (const customer of people) await page.getByRole('link', { name: `${customer}: why?` }).waitFor();
    visit.expectNoViolation();
  }, 60_000);
});
