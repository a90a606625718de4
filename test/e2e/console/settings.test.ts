import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { PASSWORD } from '../../support/console/people.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';

describeInBrowser('the settings, in a real browser', () => {
  let house: TestConsole;
  beforeAll(async () => {
    house = await startConsole();
  });
  afterAll(() => house?.close());

  test('a person is invited by a link that signs in once, and her password opens the console from then on', async () => {
    const admin = await house.visit('admin');
    const { page } = admin;
    await admin.open('/settings/people');
    await page.getByRole('button', { name: 'Invite a person' }).click();
    await admin.write(page.getByLabel('Name or e-mail address'), 'Nina Haus');
    await page.getByRole('dialog').getByRole('button', { name: 'Invite a person' }).click();
    await page.getByRole('alert').getByText('lower-case letters').waitFor();
    await admin.write(page.getByLabel('Name or e-mail address'), 'nina@lipa.example');
    await page.getByRole('switch', { name: 'May publish' }).click();
    await admin.screenshot('settings-people-invite');
    await page.getByRole('dialog').getByRole('button', { name: 'Invite a person' }).click();
    const link = await page.getByLabel('Link', { exact: true }).inputValue();
    await admin.expectAccessible();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('row').filter({ hasText: 'nina@lipa.example' }).getByText('May publish').waitFor();
    await admin.screenshot('settings-people');

    const nina = await house.visitAsStranger({ language: 'de' });
    await nina.page.goto(link);
    await nina.write(nina.page.getByLabel('Passwort', { exact: true }), PASSWORD);
    await nina.write(nina.page.getByLabel('Noch einmal dasselbe'), PASSWORD);
    await nina.page.keyboard.press('Enter');
    await nina.page.waitForURL('**/now');
    await nina.open('/settings/people');
    await nina.page.getByText(/administer people.*: admin$/).waitFor();
    nina.expectNoViolation();
    await nina.close();

    await page.getByRole('button', { name: 'Actions for nina@lipa.example' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByText('nina@lipa.example').count()).toBe(0);
    admin.expectNoViolation();
    await admin.close();
  });

  test('the only administrator cannot be removed, and is told why in the dialog', async () => {
    const admin = await house.visit('admin');
    const { page } = admin;
    await admin.open('/settings/people');
    await page.getByRole('button', { name: 'Actions for admin' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('alert').getByText('only administrator').waitFor();
    await admin.close();
  });

  test('a key is made, shown this once, works, and is refused once it is revoked', async () => {
    const admin = await house.visit('admin', { language: 'de' });
    const { page } = admin;
    await admin.open('/settings/keys');
    await page.getByRole('button', { name: 'Schlüssel machen' }).click();
    await admin.write(page.getByLabel('Name', { exact: true }), 'Kasse <b>7</b>');
    await page.getByRole('radio', { name: 'darf alles' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Schlüssel machen' }).click();
    const key = await page.getByLabel('Schlüssel', { exact: true }).inputValue();
    await page.getByRole('button', { name: 'Schließen' }).click();
    const ask = () => fetch(`${house.engine.consoleUrl}/v1/keys`, { headers: { authorization: `Bearer ${key}` } });
    await expect.poll(async () => (await ask()).status).toBe(200);
    await admin.screenshot('settings-keys');
    await admin.expectAccessible();
    expect(await page.content()).not.toContain(key);

    await page.getByRole('button', { name: 'Aktionen für Kasse <b>7</b>' }).click();
    await page.getByRole('menuitem', { name: 'Widerrufen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Widerrufen' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(async () => (await ask()).status, { timeout: 5_000 }).toBe(401);
    admin.expectNoViolation();
    await admin.close();
  });

  test('each person changes language, light and password for themselves, and the choice survives a reload', async () => {
    const agent = await house.visit('agent');
    const { page } = agent;
    await agent.open('/settings');
    await page.waitForURL('**/settings/profile');
    await page.getByLabel('Password so far').fill('not this one');
    await page.getByLabel('New password').fill('another umbrella');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('That is not your password.').waitFor();
    await page.getByLabel('Password so far').fill(PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Your password is changed.').waitFor();
    await agent.screenshot('settings-profile');
    await page.getByText('Deutsch').click();
    await page.getByText('Dunkel').click();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Einstellungen: Eigene' }).waitFor();
    await page.locator('[data-mantine-color-scheme="dark"]').waitFor({ state: 'attached' });
    agent.expectNoViolation();
    await agent.close();
  });
});
