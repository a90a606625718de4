import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import { willingCustomer } from '../../support/engine.ts';
import { workspaceBody } from '../../support/workspace.ts';

describeInBrowser('templates, in a real browser', () => {
  let house: TestConsole;
  beforeAll(async () => {
    house = await startConsole({ documents: ({ url }) => [workspaceBody(url)] });
    await house.engine.send(...willingCustomer('hanna', { firstName: 'Hanna' }));
    await house.engine.settled();
  });
  afterAll(() => house?.close());

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
