import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import { willingCustomer } from '../../support/engine.ts';
import { workspaceBody } from '../../support/workspace.ts';

const HTML =
  '<p>Hallo {{fallback customer.firstName "du"}}, {{#if (equals weather.condition "rain")}}es regnet{{else}}es ist schön{{/if}}.</p>';

describeInBrowser('templates, in a real browser', () => {
  let house: TestConsole;
  beforeAll(async () => {
    house = await startConsole({ documents: ({ url }) => [workspaceBody(url)] });
    await house.engine.send(...willingCustomer('hanna', { firstName: 'Hanna' }));
    await house.engine.settled();
  });
  afterAll(() => house?.close());

  test('task 4: two languages, two channels, rain beside sun for one customer, and a test to oneself', async () => {
    const { engine } = house;
    const visit = await house.visit('admin', { language: 'de' });
    const { page } = visit;
    const funnel = async () => (await engine.ask<{ rows: unknown }>('GET', '/v1/queries/funnel?last=30d')).body.rows;
    const before = await funnel();
    await visit.open('/now');
    await page.getByRole('link', { name: 'Vorlagen' }).click();
    await page.getByRole('button', { name: 'Neue Vorlage' }).click();
    await page.getByLabel('Name der Vorlage').fill('regenabend');
    await page.keyboard.press('Enter');
    const slots = page.getByRole('region', { name: 'Teile' });
    await visit.write(slots.getByLabel('Betreff'), 'Für {{customer.firstName}}');
    await visit.write(slots.getByRole('textbox', { name: 'E-Mail' }), HTML);
    await page.getByRole('tab', { name: 'Nachricht in der App' }).click();
    await visit.write(slots.getByLabel('Titel'), 'Hallo {{customer.firstName}}');
    await visit.write(
      slots.getByRole('textbox', { name: 'Nachricht', exact: true }),
      '{{number weather.temperatureCelsius digits=0}} °C',
    );
    await slots.getByLabel('Sprache').click();
    await page.getByRole('option', { name: /^Englisch/ }).click();
    await visit.write(slots.getByLabel('Titel'), 'Hello {{customer.firstName}}');
    await page.getByRole('tab', { name: 'E-Mail' }).click();
    await visit.write(slots.getByLabel('Betreff'), 'For {{customer.firstName}}');
    await visit.write(page.getByRole('combobox', { name: 'Kunde' }), 'hanna');
    await page.keyboard.press('Enter');
    const rain = page.getByRole('region', { name: 'Vorschau: Bei Regen' });
    const sun = page.getByRole('region', { name: 'Vorschau: Bei Sonne' });
    await rain.getByText('For Hanna').waitFor();
    await rain.frameLocator('iframe').getByText('Hallo Hanna, es regnet.').waitFor();
    await sun.frameLocator('iframe').getByText('Hallo Hanna, es ist schön.').waitFor();
    await sun.getByText('weicht von der ersten ab').waitFor();
    await visit.screenshot('template');
    await visit.write(page.getByLabel('An', { exact: true }), 'author@post.example');
    await page.getByRole('button', { name: 'Test senden' }).click();
    await page.getByText(/^An author@post\.example gesendet, als Test gekennzeichnet/).waitFor();
    expect(visit.clicks).toBeLessThanOrEqual(20);
    const [mail] = await engine.mails.arrival('author@post.example');
    expect(mail?.mail.subject).toBe('[Test] For Hanna');
    expect(String(mail?.mail.html)).toContain('Hallo Hanna, es regnet.');
    await engine.settled();
    expect(await funnel()).toEqual(before);
    expect(await engine.steps('hanna')).toEqual([]);
    await page.getByText(/^Als Ihr Entwurf gespeichert um/).waitFor();
    await visit.expectAccessible();
    visit.expectNoViolation();
    await visit.close();
  });

  test('a mistake keeps the last good preview and marks its line; an unknown field is told with the nearest', async () => {
    const visit = await house.visit('admin');
    const { page } = visit;
    await visit.open('/templates/mistakes?channel=in-app&customer=hanna&looks=now,stranger');
    const title = page.getByLabel('Title');
    await visit.write(title, 'Hi {{fallback customer.firstName "you"}}');
    await visit.write(page.getByRole('textbox', { name: 'Message', exact: true }), '{{customer.firstName}}');
    const now = page.getByRole('region', { name: 'Preview: As it is now' });
    await now.getByText('Hi Hanna').waitFor();
    await page
      .getByRole('region', { name: 'Preview: New customer' })
      .getByText('Missing here: customer.firstName')
      .waitFor();
    await visit.write(title, 'Hi {{fallback customer.firstName');
    await page.getByText('The draft has a mistake; these are the last previews that could be made.').waitFor();
    await page.getByText(/^Line 1: expected/).waitFor();
    await expect(now.getByText('Hi Hanna').isVisible()).resolves.toBe(true);
    await visit.write(title, 'Hi {{fallback customer.frstName "you"}}');
    await page.getByText('Line 1: no field is called customer.frstName.').waitFor();
    await page.getByRole('button', { name: 'Use customer.firstName' }).click();
    await now.getByText('Hi Hanna').waitFor();
    visit.expectNoViolation();
    await visit.close();
  });

  test('what was typed is there again in another browser', async () => {
    const first = await house.visit('admin');
    await first.open('/templates/kept?channel=in-app');
    await first.write(first.page.getByLabel('Title'), 'Not lost');
    await first.page.getByText(/^Saved as your draft at/).waitFor();
    await first.close();
    const second = await house.visit('admin');
    await second.open('/templates/kept?channel=in-app');
    await expect.poll(() => second.page.getByLabel('Title').inputValue()).toBe('Not lost');
    await second.open('/templates');
    await second.page.getByRole('link', { name: 'kept', exact: true }).waitFor();
    await second.screenshot('templates');
    await second.expectAccessible();
    await second.close();
  });

  test('hostile contents run nothing, load nothing, and break no page', async () => {
    const visit = await house.visit('admin');
    const { page } = visit;
    const said: string[] = [];
    page.on('dialog', (dialog) => {
      said.push(dialog.message());
      void dialog.dismiss();
    });
    // A script in a mail is stopped by its frame, and the browser says so.
    visit.forgive(/^Blocked script execution in '.*\/v1\/preview\/frames\//);
    await visit.open('/templates/hostile?channel=email&customer=hanna&looks=now');
    await visit.write(page.getByLabel('Subject'), '<img src=x onerror=alert(1)>"><script>alert(2)</script> ‮evil');
    await visit.write(
      page.getByRole('textbox', { name: 'Mail', exact: true }),
      '<script>parent.alert(3)</script><img src="https://far.example/x.png" onerror="alert(4)"><h1 onclick="alert(5)">Hello</h1><form action="/v1/session"><input name=a></form>',
    );
    const card = page.getByRole('region', { name: 'Preview: As it is now' });
    await card.frameLocator('iframe').getByRole('heading', { name: 'Hello' }).click();
    await card.getByText('<img src=x onerror=alert(1)>').waitFor();
    await card.getByRole('button', { name: 'Load pictures' }).waitFor();
    expect(said).toEqual([]);
    visit.expectNoViolation();
    await visit.close();
  });
});
