import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import { willingCustomer } from '../../support/engine.ts';
import { documentOf, workspaceBody } from '../../support/workspace.ts';

describeInBrowser('templates, in a real browser', () => {
  let house: TestConsole;
  beforeAll(async () => {
    house = await startConsole({ documents: ({ url }) => [workspaceBody(url, withWebhook(url))] });
    await house.engine.send(...willingCustomer('hanna', { firstName: 'Hanna' }));
    await house.engine.settled();
  });
  afterAll(() => house?.close());

  test('task 4: two languages, two channels, rain beside sun, a test to oneself, and live, with twenty clicks', async () => {
    const visit = await house.visit('marketer', { language: 'de' });
    const { page } = visit;
    const subject = page.getByRole('textbox', { name: 'Betreff' });
    const mail = page.getByRole('textbox', { name: 'E-Mail', exact: true });
    const title = page.getByRole('textbox', { name: 'Titel' });
    const says = page.getByRole('textbox', { name: 'Nachricht', exact: true });
    await visit.open('/templates');
    const before = visit.clicks;
    await page.getByRole('button', { name: 'Neue Vorlage' }).click();
    await page.getByRole('textbox', { name: 'Name der Vorlage' }).fill('umbrella');
    await page.keyboard.press('Enter');
    await page
      .getByRole('combobox', { name: 'Kunde' })
      .or(page.getByRole('textbox', { name: 'Kunde' }))
      .fill('hanna');
    await page.keyboard.press('Enter');
    await visit.write(subject, 'Hello {{fallback customer.firstName "you"}}');
    await visit.write(mail, RAIN_OR_SUN('<p>It is {{weather.condition}}: take an umbrella</p>', '<p>Lovely day</p>'));
    await page.getByRole('tab', { name: 'Nachricht in der App' }).click();
    await visit.write(title, 'Umbrella?');
    await visit.write(says, RAIN_OR_SUN('Take one', 'Not today'));
    // A field that is misspelt is marked, and put right with one click.
    await says.fill('{{customer.frstName}}');
    await page.getByText('Zeile 1: Kein Feld heißt customer.frstName.').waitFor();
    await page.getByRole('button', { name: 'customer.firstName verwenden' }).click();
    await page
      .getByRole('textbox', { name: 'Sprache' })
      .or(page.getByRole('combobox', { name: 'Sprache' }))
      .click();
    await page.getByRole('option', { name: /^Deutsch/ }).click();
    await visit.write(title, 'Schirm?');
    await visit.write(says, 'Nimm einen, {{customer.firstName}}');
    await page.getByRole('tab', { name: 'E-Mail' }).click();
    await visit.write(subject, 'Hallo {{fallback customer.firstName "du"}}');
    await visit.write(mail, RAIN_OR_SUN('<p>Es regnet: nimm einen Schirm</p>', '<p>Was für ein Tag</p>'));
    // Rain beside sun for one customer, with what differs in the mail itself.
    const rain = page.getByRole('region', { name: 'Vorschau: Bei Regen' });
    const sun = page.getByRole('region', { name: 'Vorschau: Bei Sonne' });
    await rain.frameLocator('iframe').getByText('Es regnet: nimm einen Schirm').waitFor();
    await sun.frameLocator('iframe').locator('mark').filter({ hasText: 'Tag' }).waitFor();
    await sun.getByText('weicht von der ersten ab').waitFor();
    expect(await rain.frameLocator('iframe').locator('mark').count()).toBe(0);
    // To oneself: marked, and in no figure.
    const funnel = () => house.engine.rows('SELECT step, count() AS n FROM outcomes GROUP BY step');
    const counted = await funnel();
    await page.getByRole('textbox', { name: 'An', exact: true }).fill('me@corner.example');
    await page.getByRole('button', { name: 'Test senden' }).click();
    await page.getByText(/^An me@corner.example gesendet/).waitFor();
    const [arrived] = await house.engine.mails.arrival('me@corner.example');
    expect(arrived?.mail.text).toContain('Es regnet: nimm einen Schirm');
    expect(await funnel()).toEqual(counted);
    await visit.screenshot('template');
    await page.getByRole('button', { name: 'Veröffentlichen' }).click();
    await page.getByRole('dialog').getByText('Kein Problem gefunden.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Veröffentlichen' }).click();
    await page.getByText(/Veröffentlicht in/).waitFor();
    expect(visit.clicks - before).toBeLessThanOrEqual(20);
    const { body } = (await house.engine.ask<{ body: unknown }>('GET', '/v1/templates/umbrella')).body;
    expect(body).toMatchObject({ locales: { de: { 'in-app': { title: 'Schirm?' } } } });
    await visit.expectAccessible();
    visit.expectNoViolation();
    await visit.close();
  });

  test('a comment in the text of a template survives the form; the text stands beside it, and versions after it', async () => {
    const visit = await house.visit('admin');
    const { page } = visit;
    const written = `# for the rain\nname: rainy\nchannels:\n  in-app: {title: Rain, body: Old words} # short\n`;
    const documents = [{ kind: 'template', name: 'rainy', text: written, expectedVersion: 0 }];
    expect((await house.engine.ask('POST', '/v1/publish', { documents })).status).toBe(200);
    await visit.open('/templates/rainy?view=both');
    const text = page.getByRole('textbox', { name: 'As text (YAML)' });
    await text.getByText('# short').waitFor();
    const body = page.getByRole('textbox', { name: 'Message', exact: true });
    await visit.write(body, 'New words');
    await text.getByText('New words').waitFor();
    await text.getByText('# short').click();
    await page.keyboard.press('End');
    await page.keyboard.type(' indeed');
    await page.getByText(/saved at/).waitFor();
    await expect(body.inputValue()).resolves.toBe('New words');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('region', { name: 'On each channel' }).getByText('New words').waitFor();
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const live = (await house.engine.ask<{ text: string }>('GET', '/v1/templates/rainy')).body.text;
    expect(live).toBe(written.replace('Old words', 'New words').replace('# short', '# short indeed'));
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByRole('button', { name: /Version \d+ by admin/ }).waitFor();
    await visit.expectAccessible();
    visit.expectNoViolation();
    await visit.close();
  });

  test('a webhook looks as the call that it is', async () => {
    const visit = await house.visit('admin');
    await visit.open('/templates/desk?channel=webhook&customer=hanna&looks=rain,sun');
    await visit.write(visit.page.getByLabel('Content'), '{"weather": "{{weather.condition}}"}');
    const sun = visit.page.getByRole('region', { name: 'Preview: In the sun' });
    await sun.getByText('POST https://desk.corner.example/hooks').waitFor();
    await sun.getByText('webhook-signature: v1,…').waitFor();
    await sun.locator('mark').filter({ hasText: 'clear' }).waitFor();
    await sun.getByText(/"type": "message"/).waitFor();
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
    await first.page.getByText(/saved at/).waitFor();
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

  test('files that come with a mail stand in its preview by name and size, and stay when the form is saved', async () => {
    const attachments = [
      { name: 'Einladung {{fallback customer.firstName "x"}}.ics', text: 'BEGIN:VCALENDAR\nEND:VCALENDAR\n' },
      { name: 'Gutschein.pdf', base64: Buffer.alloc(3_000, 7).toString('base64') },
    ];
    await house.engine.publish(
      documentOf('template', 'with-files', {
        name: 'with-files',
        language: 'de',
        channels: { email: { subject: 'Karten', html: '<p>Bis bald</p>', attachments } },
      }),
    );
    const visit = await house.visit('marketer', { language: 'de' });
    const { page } = visit;
    await visit.open('/templates/with-files?channel=email&customer=hanna&looks=now');
    const card = page.getByRole('region', { name: 'Vorschau: Wie es jetzt ist' });
    await card.getByText(/^Anhänge: Einladung Hanna\.ics \(\d+ .*\), Gutschein\.pdf \(3.*kB\)$/).waitFor();
    await visit.write(page.getByRole('textbox', { name: 'Betreff' }), 'Deine Karten');
    await card.getByText('Deine Karten').waitFor();
    await card.getByText(/^Anhänge: Einladung Hanna\.ics/).waitFor();
    visit.expectNoViolation();
    await visit.close();
  });
});

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

const withWebhook = (smtpUrl: string) => ({
  channels: ['email', 'in-app', 'webhook'],
  providers: { email: { url: smtpUrl }, webhook: { url: 'https://desk.corner.example/hooks', secret: SECRET } },
});

const RAIN_OR_SUN = (rain: string, sun: string) =>
  `{{#if (equals weather.condition "rain")}}${rain}{{else}}${sun}{{/if}}`;
