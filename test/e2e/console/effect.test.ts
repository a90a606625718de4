import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EffectAnswer, StoredDefinitions } from '../../../engine/api/contract.ts';
import { variantFor } from '../../../triggers/deciding/variants.ts';
import { DAY_MS, HOUR_MS } from '../../../triggers/time/spans.ts';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';
import { documentOf } from '../../support/workspace.ts';

const CUSTOMERS = 500;
const GOAL = { signal: { kind: 'event', name: 'order-completed' }, within: '2h', value: 'total', title: 'orders' };
/** The planned end is reached on the day itself. */
const DAY = { 'measure-for': '1d' };
const MESSAGE = { template: 'picking-desk', purpose: 'service', channels: ['webhook'] };
const reminder = (name: string, holdout: string, item: string) =>
  documentOf('trigger', name, {
    ...{ name, on: { signal: 'event' }, when: { 'event.name': item }, goal: GOAL, holdout, message: MESSAGE, ...DAY },
  });

/** Says an effect that is seen. */
const SENTENCE = /^\d+ to [\d,]+ more (successes|“signed”|orders) a week\. 95 % sure\.$/;

/** An offer whose control group is that of all triggers, with a goal of its own. */
const OFFER = documentOf('trigger', 'offer', {
  ...{ name: 'offer', on: { signal: 'event' }, when: { 'event.name': 'look-at' } },
  goal: { signal: { kind: 'event', name: 'booked' }, within: '2h' },
  message: { ...MESSAGE, purpose: 'offers' },
});

/** One of two templates, and a goal that everybody may still reach. */
const VARIED = documentOf('trigger', 'varied', {
  ...{ name: 'varied', on: { signal: 'event' }, when: { 'event.name': 'walk-in' }, holdout: '50%', ...DAY },
  goal: { signal: { kind: 'event', name: 'signed' }, within: '2h' },
  message: { ...MESSAGE, variants: [{ template: 'second-desk', share: '50%' }] },
});
const WAITS = documentOf('trigger', 'waits', {
  ...{ name: 'waits', on: { signal: 'event' }, when: { 'event.name': 'peek' }, holdout: '50%', message: MESSAGE },
  ...DAY,
  goal: { signal: { kind: 'event', name: 'never-comes' }, within: '2h' },
});

/** It has not reached its planned end. */
const SLOW = documentOf('trigger', 'slow', {
  ...{ name: 'slow', on: { signal: 'event' }, when: { 'event.name': 'stroll' }, holdout: '50%', message: MESSAGE },
  ...{ goal: { signal: { kind: 'event', name: 'never-comes' }, within: '2h' }, 'measure-for': '2d' },
});

/** By what the variant of a customer is drawn. */
const DRAWN = {
  name: 'varied',
  message: { template: MESSAGE.template, variants: [{ template: 'second-desk', share: 0.5 }] },
};

describeInBrowser('what a trigger caused, in the console', () => {
  let house: TestConsole;
  beforeAll(async () => {
    house = await startConsole();
    const { engine } = house;
    const { documents } = (await engine.ask<StoredDefinitions>('GET', '/v1/definitions')).body;
    const sample = documents.find(({ kind }) => kind === 'workspace')!.body as object;
    const workspace = documentOf('workspace', 'workspace', { ...sample, 'hold-out': '40%' });
    const { body: desk } = documents.find(({ kind, name }) => kind === 'template' && name === 'picking-desk')!;
    const second = documentOf('template', 'second-desk', { ...(desk as object), name: 'second-desk' });
    await engine.publish(second, VARIED, WAITS);
    await engine.publish(workspace, OFFER, reminder('helps', '50%', 'look-at'), reminder('idle', '50%', 'come-by'));
    await engine.publish(SLOW);
    engine.nextDay('10:00');
    const customers = Array.from({ length: CUSTOMERS }, (_, i) => `effect-${i}`);
    const event = (customer: string, name: string, properties: object) =>
      ({ kind: 'event', customer, value: { name, properties } }) as const;
    const yes = { channel: 'webhook', purpose: 'offers', granted: true };
    await engine.send(...customers.map((customer) => ({ kind: 'consent', customer, value: yes }) as const));
    await engine.send(...customers.map((customer) => event(customer, 'look-at', {})));
    await engine.send(...customers.map((customer) => event(customer, 'come-by', {})));
    await engine.send(...customers.map((customer) => event(customer, 'walk-in', {})));
    await engine.send(...customers.map((customer) => event(customer, 'peek', {})));
    await engine.settled();
    const held = new Set(
      engine.outcomes.flatMap(({ gate, trigger, customer }) =>
        gate === 'hold-out' && trigger === 'helps' ? [customer] : [],
      ),
    );
    engine.later(HOUR_MS);
    // three of five who were reminded order, and one of five who were not
    const orders = customers.filter((customer, i) => i % 5 < (held.has(customer) ? 1 : 3));
    await engine.send(...orders.map((customer, i) => event(customer, 'order-completed', { total: 20 + (i % 7) * 15 })));
    // three of five book of those who get marketing, and one of five of those who get none
    const without = new Set(
      engine.outcomes.flatMap(({ gate, customer }) => (gate === 'workspace-hold-out' ? [customer] : [])),
    );
    const bookings = customers.filter((customer, i) => (i + 2) % 5 < (without.has(customer) ? 1 : 3));
    await engine.send(...bookings.map((customer) => event(customer, 'booked', {})));
    // four of five sign who got the second template, and one of five of all others
    const control = new Set(
      engine.outcomes.flatMap(({ gate, trigger, customer }) =>
        gate === 'hold-out' && trigger === 'varied' ? [customer] : [],
      ),
    );
    const isSecond = (customer: string) => !control.has(customer) && variantFor(DRAWN, customer) === 'second-desk';
    const signed = customers.filter((customer, i) => (i + 1) % 5 < (isSecond(customer) ? 4 : 1));
    await engine.send(...signed.map((customer) => event(customer, 'signed', {})));
    await engine.settled();
    // customers of four hours, so that there is a way to look back on
    for (let hour = 0; hour < 4; hour++) {
      const hourly = Array.from({ length: 100 }, (_, i) => event(`slow-${hour}-${i}`, 'stroll', {}));
      await engine.send(...hourly);
      await engine.settled();
      engine.later(HOUR_MS);
    }
    engine.later(DAY_MS + HOUR_MS);
  }, 120_000);
  afterAll(() => house?.close());

  test('an analyst learns in three clicks whether a trigger caused anything, with the interval and the figures', async () => {
    const visit = await house.visit('analyst');
    await visit.open('/now');
    const before = visit.clicks;
    await visit.page.getByRole('link', { name: 'Results', exact: true }).click();
    await visit.page.getByRole('link', { name: 'Effect', exact: true }).click();
    const idle = visit.page.getByRole('article', { name: 'idle' });
    await idle.getByText(/No effect seen yet|No effect seen:/).waitFor();
    await visit.page.getByRole('link', { name: 'helps' }).click();
    await visit.page.getByText(/^\d+ to [\d,]+ more orders a week\. 95 % sure\.$/).waitFor();
    expect(visit.clicks - before).toBeLessThanOrEqual(3);
    const { body } = await house.engine.ask<EffectAnswer>('GET', '/v1/effect/helps');
    const { message, control } = body.effect!.groups;
    expect(message.customers + control.customers).toBe(CUSTOMERS);
    await visit.page.getByRole('region', { name: 'With message' }).getByText(String(message.converted)).waitFor();
    await visit.page.getByRole('region', { name: 'Control group' }).getByText(String(control.customers)).waitFor();
    const sums = visit.page.getByRole('region', { name: 'The sums behind it' });
    await sums.getByText('Numbers as a table').click();
    const rows = await sums.locator('tbody tr td:nth-child(3)').allTextContents();
    expect(rows.reduce((sum, text) => sum + Number(text), 0)).toBe(CUSTOMERS);
    const download = visit.page.waitForEvent('download');
    await visit.page.getByRole('button', { name: 'PNG', exact: true }).first().click();
    const picture = await readFile(await (await download).path());
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect([picture.readUInt32BE(16), picture.length > 5_000]).toEqual([1_920, true]);
    await visit.page.getByText('Not known before the time for it is over: Unsubscribed, Complained.').waitFor();
    await visit.expectAccessible();
    await visit.screenshot('effect');
    visit.expectNoViolation();
  }, 60_000);

  test('all triggers together stand first: those who get marketing against the control group of all, the same by page, API and CSV', async () => {
    const visit = await house.visit('analyst');
    await visit.open('/results/effect');
    const all = visit.page.getByRole('article', { name: 'All triggers together' });
    await all.getByText(SENTENCE).waitFor();
    await all.getByRole('link').click();
    await visit.page.getByRole('status').getByText(SENTENCE).waitFor();
    const { body } = await house.engine.ask<EffectAnswer>('GET', '/v1/effect');
    expect(body.triggers).toEqual(expect.arrayContaining(['offer']));
    expect(body.triggers).not.toContain('helps');
    const { message, control } = body.effect!.groups;
    expect(message.customers + control.customers).toBe(CUSTOMERS);
    expect(body.effect!.split.expected).toBe(0.4);
    for (const [name, { customers, converted }] of [
      ['With message', message],
      ['Control group', control],
    ] as const) {
      const card = visit.page.getByRole('region', { name });
      await card.getByText(String(customers), { exact: true }).waitFor();
      await card.getByText(String(converted), { exact: true }).waitFor();
    }
    const sums = visit.page.getByRole('region', { name: 'The sums behind it' });
    await sums.getByText('Numbers as a table').click();
    const rows = await sums.locator('tbody tr td:nth-child(4)').allTextContents();
    expect(rows.reduce((sum, text) => sum + Number(text), 0)).toBe(message.converted + control.converted);
    const download = visit.page.waitForEvent('download');
    await sums
      .getByRole('button', { name: 'CSV' })
      .or(sums.getByRole('link', { name: 'CSV' }))
      .click();
    const csv = await readFile(await (await download).path(), 'utf8');
    const [head = '', ...lines] = csv.trim().split(/\r?\n/);
    const at = head.split(',').indexOf('customers');
    expect(lines.reduce((sum, line) => sum + Number(line.split(',')[at]), 0)).toBe(CUSTOMERS);
    for (const [name, { customers, converted }] of [
      ['With message', message],
      ['Control group', control],
    ] as const) {
      await expectPeople(visit, name, [customers, converted]);
    }
    await visit.page.getByRole('status').getByText(SENTENCE).waitFor();
    await visit.expectAccessible();
    await visit.screenshot('effect-of-all');
    visit.expectNoViolation();
  }, 60_000);

  /** Follows both numbers of a group to as many people. */
  async function expectPeople(visit: Visit, name: string, counts: readonly number[]): Promise<void> {
    for (const [i, count] of counts.entries()) {
      await visit.page.getByRole('region', { name, exact: true }).getByRole('link').nth(i).click();
      await visit.page.getByRole('status').getByText(`${count} people`, { exact: true }).waitFor();
      await visit.page.goBack();
      await visit.page.getByRole('status').getByText(SENTENCE).waitFor();
    }
  }

  test('the address shows a colleague the same, in German and on a phone', async () => {
    const colleague = await house.visit('analyst', { language: 'de', phone: true });
    await colleague.open('/results/effect?trigger=helps');
    await colleague.page.getByText(/^[\d.]+ bis [\d.]+ mehr orders je Woche\. Zu 95 % sicher\.$/).waitFor();
    await colleague.page.getByText('Das geplante Ende ist erreicht', { exact: false }).waitFor();
    await colleague.expectAccessible();
    await colleague.screenshot('effect-phone');
    colleague.expectNoViolation();
  }, 60_000);

  test('over a length that is chosen while looking the numbers stand, and no verdict', async () => {
    const visit = await house.visit('analyst');
    await visit.open('/results/effect?trigger=helps');
    await visit.page.getByRole('status').getByText(SENTENCE).waitFor();
    await visit.page.getByRole('combobox', { name: 'Length', exact: true }).click();
    await visit.page.getByRole('option', { name: '1 day, as planned' }).waitFor();
    await visit.page.getByRole('option', { name: '14 days' }).click();
    await visit.page
      .getByRole('status')
      .getByText(/^No answer over this period\. 1 day from the beginning/)
      .waitFor();
    const table = visit.page.getByRole('region', { name: 'Goal: goal' });
    await table.getByRole('row', { name: /^Successes .*%/ }).waitFor();
    await expect(table.getByText('more', { exact: true }).count()).resolves.toBe(0);
    await expect(visit.page.getByText('95 % sure').count()).resolves.toBe(0);
    await visit.expectAccessible();
    visit.expectNoViolation();
    const german = await house.visit('analyst', { language: 'de' });
    await german.open('/results/effect?trigger=helps&days=14');
    await german.page
      .getByRole('status')
      .getByText(/^Keine Antwort über diesen Zeitraum\. Geplant ist 1 Tag/)
      .waitFor();
    german.expectNoViolation();
  }, 60_000);

  test('how the difference became known is a chart on the clock of the zone, with table, CSV, SQL, link and picture', async () => {
    const visit = await house.visit('analyst');
    await visit.open('/results/effect?trigger=slow&zone=Europe/Berlin');
    const course = visit.page.getByRole('region', { name: 'How the difference became known' });
    await course.getByRole('img', { name: /^How the difference became known/ }).waitFor();
    await course.getByText('Times on the clock of Europe/Berlin.').waitFor();
    await course.getByText('Numbers as a table').click();
    const points = (await house.engine.ask<EffectAnswer>('GET', '/v1/effect/slow')).body.effect!.course;
    await expect(course.locator('tbody tr').count()).resolves.toBe(points.length);
    expect(points.length).toBeGreaterThanOrEqual(3);
    const download = visit.page.waitForEvent('download');
    await course.getByRole('button', { name: 'CSV' }).click();
    const csv = await readFile(await (await download).path(), 'utf8');
    expect(csv.trim().split(/\r?\n/)).toHaveLength(points.length + 1);
    for (const name of ['SQL', 'PNG']) await course.getByRole('button', { name, exact: true }).waitFor();
    await visit.expectAccessible();
    await visit.screenshot('effect-course');
    visit.expectNoViolation();
  }, 60_000);

  test('each variant stands against the same control group, and only the one that does something is said to', async () => {
    const visit = await house.visit('analyst');
    await visit.open('/results/effect?trigger=varied');
    await visit.page.getByRole('status').getByText(SENTENCE).waitFor();
    const { body } = await house.engine.ask<EffectAnswer>('GET', '/v1/effect/varied');
    const { variants, groups } = body.effect!;
    expect(variants.map(({ variant }) => variant)).toEqual(['picking-desk', 'second-desk']);
    expect(variants.reduce((sum, { sums }) => sum + sums.customers, 0)).toBe(groups.message.customers);
    const table = visit.page.getByRole('region', { name: 'Variants' });
    await table.getByRole('row', { name: /second-desk · Successes .*more/ }).waitFor();
    await table.getByRole('row', { name: /picking-desk · Successes .*not seen/ }).waitFor();
    await expectPeople(visit, 'With message', [groups.message.customers, groups.message.converted]);
    const counts = visit.page.getByRole('region', { name: 'Customers of each variant' });
    const { customers } = variants[1]!.sums;
    await counts
      .getByRole('row', { name: /second-desk/ })
      .getByRole('link')
      .first()
      .click();
    await visit.page.getByRole('status').getByText(`${customers} people`, { exact: true }).waitFor();
    await visit.page.getByText('Compared: Message · second-desk').waitFor();
    await visit.page.goBack();
    await visit.expectAccessible();
    visit.expectNoViolation();
  }, 60_000);

  test('a goal that nobody met yet is no effect, and says that nothing can be said', async () => {
    const visit = await house.visit('analyst');
    await visit.open('/results/effect?trigger=waits');
    await visit.page
      .getByRole('status')
      .getByText(/^(No effect seen|Too few customers)/)
      .waitFor();
    const card = visit.page.getByRole('region', { name: 'With message' });
    await card.getByText('0', { exact: true }).first().waitFor();
    await visit.page.getByText('Nothing can be said before the first successes.').waitFor();
    await visit.expectAccessible();
    visit.expectNoViolation();
  }, 60_000);

  test('guard rails stand beside the goal once their week is over', async () => {
    house.engine.later(8 * DAY_MS);
    const visit = await house.visit('analyst');
    await visit.open('/results/effect?trigger=helps');
    await visit.page.getByRole('region', { name: 'Other goals and guard rails' }).getByText('Unsubscribed').waitFor();
    await visit.page.getByRole('combobox', { name: 'Goal', exact: true }).click();
    await visit.page.getByRole('option', { name: 'Complained' }).click();
    await visit.page.getByRole('heading', { name: 'Goal: Complained' }).waitFor();
    expect(visit.page.url()).toContain('goal=complained');
    visit.expectNoViolation();
  }, 60_000);

  test('a skewed control group has the alarm in place of a result', async () => {
    const { engine } = house;
    await engine.publish(reminder('helps', '10%', 'look-at'));
    const visit = await house.visit('analyst');
    await visit.open('/results/effect?trigger=helps&from=2026-11-01&days=28');
    await visit.page
      .getByRole('alert')
      .getByText(/^No result: the control group is skewed/)
      .waitFor();
    await expect(visit.page.getByText('95 % sure').count()).resolves.toBe(0);
    await expect(visit.page.getByRole('region', { name: 'Goal: goal' }).count()).resolves.toBe(0);
    await visit.expectAccessible();
    await visit.screenshot('effect-skewed');
    visit.expectNoViolation();
  }, 60_000);

  test('of more triggers than are said at once the page says how many there are', async () => {
    const more = Array.from({ length: 18 }, (_, i) => reminder(`more-${i}`, '50%', `come-${i}`));
    await house.engine.publish(...more);
    const visit = await house.visit('analyst');
    await visit.open('/results/effect');
    await visit.page.getByText(/^20 of 2\d triggers that can be measured are shown\./).waitFor();
    visit.expectNoViolation();
  }, 60_000);
});
