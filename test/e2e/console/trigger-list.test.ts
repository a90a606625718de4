import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';
import { documentOf } from '../../support/workspace.ts';

const MANY = 1_000;
const HOSTILE = 'Sale<img/src=x/onerror=alert(1)> ‮evil‬';

describeInBrowser('the list of triggers in the console', () => {
  let house: TestConsole;
  let visit: Visit;
  beforeAll(async () => {
    house = await startConsole();
    const trigger = (i: number) => {
      const name = `t-${String(i).padStart(4, '0')}`;
      return documentOf('trigger', name, {
        name,
        summary: i === 500 ? HOSTILE : `The trigger with number ${i}`,
        on: { signal: { kind: 'event', name: `seen-${i}` } },
        shadow: i === 7,
        ...(i % 250 === 7 && { tags: ['night', 'rain'] }),
        message: { template: 'picking-desk', purpose: 'service', channels: ['webhook'] },
      });
    };
    await house.engine.publish(...Array.from({ length: MANY }, (_, i) => trigger(i)));
    await house.engine.send({ kind: 'event', customer: 'hanna', value: { name: 'seen-500', properties: {} } });
    await house.engine.settled();
    visit = await house.visit('marketer');
  }, 120_000);
  afterAll(() => house?.close());

  test('of a thousand triggers only those that are seen are drawn, and any is found by its words', async () => {
    const { page } = visit;
    await visit.open('/triggers');
    await page.getByText('1,012 triggers').waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    await visit.write(page.getByLabel('Find a trigger by name or text'), 'sale t-0500');
    const row = page.getByRole('row').filter({ hasText: 't-0500' });
    await row.getByText(HOSTILE).waitFor();
    await page.waitForURL('**/triggers?q=sale*');
    await visit.expectAccessible();
    visit.expectNoViolation();
  }, 90_000);

  test('a state in the address shows a colleague the same, in German', async () => {
    const colleague = await house.visit('analyst', { language: 'de' });
    await colleague.open('/triggers?state=shadow');
    await colleague.page.getByRole('row').filter({ hasText: 't-0007' }).getByText('Probelauf').waitFor();
    const states = await colleague.page
      .getByRole('row')
      .getByText(/^(Live|Probelauf|Pausiert|Entwurf)$/)
      .allTextContents();
    expect(new Set(states)).toEqual(new Set(['Probelauf']));
    colleague.expectNoViolation();
    await colleague.close();
  }, 60_000);

  test('tags stand in the line and filter the list; a trigger may be called as a page is', async () => {
    const { page } = visit;
    await visit.open('/triggers?q=t-0007');
    await page.getByRole('link', { name: 'night' }).click();
    await page.waitForURL('**/triggers?q=t-0007&tag=night');
    await visit.open('/triggers?tag=night');
    await page.getByText('4 triggers').waitFor();
    await page
      .getByRole('combobox', { name: 'Tag' })
      .or(page.getByRole('textbox', { name: 'Tag' }))
      .first()
      .waitFor();
    await visit.expectAccessible();
    for (const name of ['connections', 'new']) {
      const body = {
        name,
        summary: `Called ${name}`,
        on: { signal: { kind: 'event', name } },
        message: { template: 'picking-desk', purpose: 'service', channels: ['webhook'] },
      };
      await house.engine.publish(documentOf('trigger', name, body));
      await visit.open(`/triggers/${name}`);
      await page.getByRole('heading', { level: 1, name: `Called ${name}` }).waitFor();
    }
    visit.expectNoViolation();
  }, 60_000);

  test('what a trigger did stands in its line', async () => {
    const { page } = visit;
    await visit.open('/triggers?q=big-order');
    await page.getByRole('row').filter({ hasText: 'big-order' }).getByText('0 · 0 clicks').waitFor();
    await visit.open('/triggers?q=t-0500');
    await page.getByRole('row').filter({ hasText: 't-0500' }).getByText('not in 7 days').waitFor({ state: 'detached' });
    visit.expectNoViolation();
  }, 60_000);
});
