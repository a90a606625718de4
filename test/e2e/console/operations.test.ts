import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import { eventOf, mailOf, willingCustomer } from '../../support/engine.ts';
import { eventTrigger, NOTE, workspaceBody } from '../../support/workspace.ts';

const FAILED = 400;
const OUT_OF_ORDER = '554 5.3.0 out of order tonight';
const HOSTILE = '554 5.3.0 <img src=x onerror=alert(1)> "quoted" & long'.padEnd(400, ' woe');

describeInBrowser('operations, in a real browser', () => {
  let house: TestConsole;
  beforeAll(async () => {
    house = await startConsole({
      documents: ({ url }) => [workspaceBody(url), NOTE, eventTrigger('letter', 'bought')],
    });
  });
  afterAll(() => house?.close());

  /** Mails to these customers are decided on, and refused by their server for good. */
  async function fail(customers: readonly string[], response: string): Promise<void> {
    const { engine } = house;
    for (const customer of customers) engine.mails.refuse(mailOf(customer), response);
    await engine.send(...customers.flatMap((customer) => willingCustomer(customer)));
    await engine.send(...customers.map((customer) => eventOf(customer, 'bought')));
    await engine.settled();
  }

  test('task 9: a fault is seen, its channel stopped, its messages sent again, each once, with eight clicks', async () => {
    const { engine } = house;
    const customers = Array.from({ length: FAILED }, (_, i) => `night-${i}`);
    await fail(customers, OUT_OF_ORDER);
    const visit = await house.visit('operator', { language: 'de' });
    const { page } = visit;
    await visit.open('/now');
    await page.getByRole('link', { name: 'Betrieb' }).click();
    const row = page.getByRole('row', { name: /^email/ });
    await row.getByRole('link', { name: String(FAILED) }).waitFor();
    // Stopped, in two clicks: what is decided on from here on waits.
    await row.getByRole('button', { name: 'Anhalten: email' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Anhalten', exact: true }).click();
    await row.getByText('Angehalten').waitFor();
    await engine.send(...willingCustomer('meanwhile'), eventOf('meanwhile', 'bought'));
    // Why, and how many.
    await row.getByRole('link', { name: String(FAILED) }).click();
    const cause = page.getByRole('region', { name: 'email: 554 5.3.0 out of order tonight' });
    await cause.getByText(`${FAILED} Nachrichten`).waitFor();
    await cause.getByText('Vom Anbieter abgelehnt').waitFor();
    await visit.screenshot('operations-failed');
    // The mail server is mended.
    for (const customer of customers) engine.mails.refuse(mailOf(customer));
    await cause.getByRole('button', { name: 'Noch einmal senden …' }).click();
    await page.getByText(`${FAILED} Nachrichten werden noch einmal gesendet.`).waitFor();
    await visit.screenshot('operations-resend');
    await visit.expectAccessible();
    await page.getByRole('button', { name: `${FAILED} Nachrichten senden` }).click();
    await page.getByText(`${FAILED} Nachrichten sind wieder unterwegs.`).waitFor();
    await page.getByText('Sie warten, bis es weiterläuft').waitFor();
    await page.getByRole('dialog').getByText('Kanal email ist angehalten').waitFor();
    expect(engine.mails.to(mailOf(customers[0]!))).toEqual([]);
    await visit.expectAccessible();
    await page.getByRole('dialog').getByRole('button', { name: 'Weiterlaufen lassen' }).click();
    await page.getByText('Sie warten, bis es weiterläuft').waitFor({ state: 'detached' });
    await page.getByRole('dialog').getByRole('button', { name: 'Schließen' }).last().click();
    expect(visit.clicks).toBeLessThanOrEqual(8);
    await engine.settled();
    const times = [...customers, 'meanwhile'].map((customer) => engine.mails.to(mailOf(customer)).length);
    expect(times).toEqual(times.map(() => 1));
    await page.getByText('In dieser Zeit ist keine Nachricht gescheitert.').waitFor();
    const audit = await engine.ask<{ changes: readonly { action: string }[] }>('GET', '/v1/audit?person=operator');
    const done = audit.body.changes.map(({ action }) => action);
    for (const action of ['pause', 'requeue', 'resume']) expect(done).toContain(action);
    visit.expectNoViolation();
    await visit.close();
  });

  test('times stand in the zone of the address, and say which that is', async () => {
    const visit = await house.visit('operator', { language: 'de' });
    const { page } = visit;
    await visit.open('/operations?zone=Asia/Tokyo');
    await page.getByText(/^Stand .*(GMT\+9|JST)$/).waitFor();
    await page
      .getByText(/^seit .*(GMT\+9|JST)$/)
      .first()
      .waitFor();
    await page.getByRole('combobox', { name: 'Zeiten stehen in' }).click();
    await page.getByRole('option', { name: 'UTC' }).click();
    await page.getByText(/^Stand .*UTC$/).waitFor();
    await page.getByRole('tab', { name: 'Kanäle' }).click();
    await page.waitForURL('**/operations/channels?zone=UTC');
    visit.expectNoViolation();
    await visit.close();
  });

  test('one failed message is read, gets another address, and arrives there; an operator sees no content', async () => {
    const { engine } = house;
    await fail(['mend-me'], HOSTILE);
    const admin = await house.visit('admin');
    const { page } = admin;
    await admin.open('/operations/failed');
    await page.getByRole('button', { name: 'Show messages' }).click();
    await page.getByRole('button', { name: /^Open / }).click();
    const letter = page.getByRole('dialog');
    await letter.getByRole('region', { name: 'Content' }).getByText('About bought').waitFor();
    await admin.write(letter.getByLabel('Address', { exact: true }), 'no address');
    await letter.getByRole('button', { name: 'Change address' }).click();
    await letter.getByText("'no address' is no address of channel 'email'").waitFor();
    await admin.write(letter.getByLabel('Address', { exact: true }), 'else@post.example');
    await letter.getByRole('button', { name: 'Change address' }).click();
    await page.getByText('The address is changed.').waitFor();
    await admin.expectAccessible();
    await admin.screenshot('operations-message');
    await letter.getByRole('button', { name: 'Send again' }).click();
    await engine.mails.arrival('else@post.example');
    admin.expectNoViolation();
    await admin.close();

    await fail(['private'], OUT_OF_ORDER);
    const operator = await house.visit('operator');
    await operator.open('/operations/failed');
    await operator.page.getByRole('button', { name: 'Show messages' }).click();
    await operator.page.getByRole('button', { name: /^Open / }).click();
    await operator.page.getByText('The content is shown to people who may see personal data.').waitFor();
    await expect(operator.page.getByLabel('Address', { exact: true }).inputValue()).resolves.toBe('p…@post.example');
    await operator.close();
  });

  test('who may not operate is told which roles may', async () => {
    const visit = await house.visit('analyst');
    await visit.open('/operations/failed');
    await visit.page
      .getByText('this needs the permission to operate the engine; roles that have it:')
      .first()
      .waitFor();
    await visit.close();
  });

  test('an engine that is away leaves the page as it is, says since when, and goes on by itself', async () => {
    const visit = await house.visit('operator');
    const { page } = visit;
    await visit.open('/operations');
    await page.getByText('Messages flow').waitFor();
    visit.forgive(/ERR_/);
    await visit.forgetFiles();
    await page.context().setOffline(true);
    await page.getByText(/^The engine has not answered since \d/).waitFor();
    // A page whose files cannot come yet leaves the one that is open, and follows as soon as they can.
    await page.getByRole('link', { name: 'Templates', exact: true }).click();
    await expect(page.getByRole('row', { name: /^email/ }).isVisible()).resolves.toBe(true);
    await page.context().setOffline(false);
    await page.getByRole('heading', { level: 1, name: 'Templates' }).waitFor();
    await page.getByText(/^The engine has not answered since/).waitFor({ state: 'detached' });
    visit.expectNoViolation();
    await visit.close();
  });

  test('every page of operations can be used by everybody, in light and dark', async () => {
    const visit = await house.visit('operator', { language: 'de' });
    for (const address of ['/operations', '/operations/channels', '/operations/failed']) {
      await visit.open(address);
      await visit.page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      await visit.expectAccessible();
      if (address === '/operations') await visit.screenshot('operations');
      if (address === '/operations/channels') await visit.screenshot('operations-channels');
    }
    visit.expectNoViolation();
    await visit.close();
  });
});
