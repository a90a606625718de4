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
    // A reload in the middle of it loses nothing.
    await page.reload();
    await page.getByRole('button', { name: 'Invite a person' }).click();
    expect(await page.getByLabel('Name or e-mail address').inputValue()).toBe('nina@lipa.example');
    expect(await page.getByRole('switch', { name: 'May publish' }).isChecked()).toBe(true);
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
    await nina.page.getByText(/Personen, Schlüssel und Sicherungen verwalten/).waitFor();
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

  test('the workspace is a form drawn from its schema; its comments survive, and it is published as every definition', async () => {
    const visit = await house.visit('admin');
    const { page } = visit;
    const before = await house.engine.ask<{ body: object; version: number }>('GET', '/v1/workspace');
    expect(before.status).toBe(200);
    await visit.open('/settings/workspace?view=both');
    const limits = page.getByRole('region', { name: 'Quiet hours and limits' });
    await limits.getByLabel('At most').first().waitFor();
    const text = page.getByRole('textbox', { name: 'As text (YAML)' });
    await text.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('# agreed in November\n');
    await limits.getByLabel('At most').first().fill('3');
    await text.getByText('# agreed in November').waitFor();
    const purposes = page.getByRole('region', { name: 'Purposes' });
    await purposes.getByRole('textbox', { name: 'Name', exact: true }).last().fill('surveys');
    await purposes.getByRole('button', { name: 'Add: Purposes' }).click();
    await text.getByText('surveys').waitFor();
    await page.getByText(/saved at/).waitFor();
    await visit.expectAccessible();
    await visit.screenshot('settings-workspace');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('# agreed in November').waitFor();
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const after = await house.engine.ask<{ text: string }>('GET', '/v1/versions/workspace/workspace');
    expect(after.text).toContain('admin');
    const stored = (await house.engine.ask<{ documents: { kind: string; body: unknown }[] }>('GET', '/v1/definitions'))
      .body;
    expect(stored.documents.find(({ kind }) => kind === 'workspace')?.body).toMatchObject({
      caps: [{ most: 3 }, {}, {}],
      purposes: { surveys: {} },
    });
    visit.expectNoViolation();
    await visit.close();
  });
});
