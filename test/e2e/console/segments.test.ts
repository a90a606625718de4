import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';
import { documentOf } from '../../support/workspace.ts';

const HOSTILE = 'anna<img/src=x/onerror=alert(1)>';
const PEOPLE = ['hanna', 'mara', HOSTILE, '🌧️ & co', 'tin-man'];

describeInBrowser('segments and connections in the console', () => {
  let house: TestConsole;
  let visit: Visit;
  beforeAll(async () => {
    house = await startConsole();
    const { engine } = house;
    const { body } = await engine.ask<{ document: { body: object } }>('GET', '/v1/workspace');
    const segments = {
      golden: { 'customer.plan': 'gold' },
      others: { none: [{ 'segment.golden': true }] },
    };
    const after = {
      name: 'after-order',
      summary: `Asks golden ones how it was ${HOSTILE}`,
      on: { outcome: { of: 'big-order', is: ['sent', 'failed'] } },
      when: { 'segment.golden': true },
      message: { template: 'picking-desk', purpose: 'service', channels: ['webhook'] },
    };
    await engine.publish(
      documentOf('workspace', 'workspace', { ...body.document.body, segments }),
      documentOf('trigger', 'after-order', after),
    );
    for (const [i, customer] of PEOPLE.entries()) {
      await engine.send({ kind: 'identify', customer, value: { traits: { plan: i < 4 ? 'gold' : 'tin' } } });
    }
    await engine.settled();
    visit = await house.visit('marketer');
  }, 90_000);
  afterAll(() => house?.close());

  test('a segment says for how many it holds, how old that is, who uses it, and who is in it', async () => {
    const { page } = visit;
    await visit.open('/segments');
    const golden = page.getByRole('article', { name: 'golden' });
    await golden.getByText('counted', { exact: false }).first().waitFor();
    await golden.getByText('yes · 80%').waitFor();
    await golden.getByRole('link', { name: 'after-order' }).waitFor();
    await golden.getByText('Segment others').waitFor();
    await golden.getByRole('button', { name: 'Show customers' }).click();
    await golden.getByRole('link', { name: HOSTILE }).waitFor();
    await golden.getByText('4 customers among', { exact: false }).waitFor();
    await visit.expectAccessible();
    await visit.screenshot('segments');
    visit.expectNoViolation();
  }, 60_000);

  test('a search in the address shows a colleague the same segments, in German', async () => {
    const colleague = await house.visit('analyst', { language: 'de' });
    await colleague.open('/segments?q=other');
    await colleague.page.getByRole('article', { name: 'others' }).waitFor();
    await expect(colleague.page.getByRole('article').count()).resolves.toBe(1);
    await expect(colleague.page.getByRole('button', { name: 'Jetzt zählen' }).count()).resolves.toBe(0);
    colleague.expectNoViolation();
    await colleague.close();
  }, 60_000);

  test('connections are a picture and the same as a list, and lead from trigger to trigger by keyboard', async () => {
    const { page } = visit;
    await visit.open('/connections');
    const list = page.getByRole('region', { name: 'All connections' });
    await list.getByText('wakes it when sent or failed: 0 times').waitFor();
    await page.locator('.react-flow__node').first().waitFor();
    await expect(page.locator('.react-flow__node').count()).resolves.toBe(2);
    await list.getByRole('link', { name: /^Asks golden ones/ }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/connections?around=after-order');
    await list.getByText('same template: picking-desk').waitFor();
    await visit.expectAccessible();
    await visit.screenshot('connections');
    visit.expectNoViolation();
  }, 60_000);
});
