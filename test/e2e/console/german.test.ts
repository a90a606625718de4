import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';

const FAULTY = `name: kaputt
on: { enter: { places: { id: lipa-hauss } } }
when: { all: [{ weather.condition: rain }, { device.form: kühlschrank }, { local-tme: { after: "18:00" } }] }
cooldown: 3 Tage
message: { template: store-voucher, purpose: offers }
`;

const FAULTY_TEMPLATE = `name: schief
channels:
  in-app:
    title: "Hallo"
    body: "{{#wenn regen}}Nass{{/wenn}}"
`;

/** Words of English sentences that no German one has. */
const ENGLISH = /\b(there is no|the nearest|one of|such as|got|needs|expected|with or without|at least|at most)\b/;

describeInBrowser('a marketer who reads German', () => {
  let house: TestConsole;
  let visit: Visit;
  beforeAll(async () => {
    house = await startConsole();
    house.engine.nextDay('18:30');
    visit = await house.visit('editor', { language: 'de' });
    await visit.open('/triggers');
  });
  afterAll(() => house?.close());

  const draft = async (kind: string, name: string, text: string) => {
    const body = JSON.stringify({ text, baseVersion: 0, updatedAt: 1 });
    const headers = { 'content-type': 'application/json', 'x-kairos-console': '1' };
    await visit.page.evaluate(
      `fetch('/v1/drafts/${kind}/${name}', ${JSON.stringify({ method: 'PUT', headers, body })})`,
    );
  };

  test('is told in German what is wrong with a trigger: in the check, at the field and in the text', async () => {
    const { page } = visit;
    await draft('trigger', 'kaputt', FAULTY);
    await visit.open('/triggers/kaputt/build?tab=both');
    const check = page.getByRole('region', { name: 'Prüfung' });
    await check.getByText('statt „lipa-hauss“ ist wohl „lipa-haus“ gemeint').waitFor();
    await check.getByText('ein Feld; statt „local-tme“ ist wohl „local-time“ gemeint').waitFor();
    await check.getByText('eine Dauer wie 5s, 10m, 1h30m, 24h oder 7d').first().waitFor();
    expect((await check.getByRole('listitem').allTextContents()).filter((line) => ENGLISH.test(line))).toEqual([]);
    await page.locator('form, .condition-row').getByText('„kühlschrank“ gibt es nicht').first().waitFor();
    await visit.screenshot('trigger-problems');
    visit.expectNoViolation();
  });

  test('is told in German why the API says no: what is not there, and what a role may not do', async () => {
    const { page } = visit;
    const refusal = await page.evaluate(`
      fetch('/v1/triggers/gibt-es-nicht/pause', { method: 'GET' }).then((answer) => answer.json())`);
    expect(refusal).toMatchObject({ code: expect.any(String) });
    await visit.open('/templates/gibt-es-nicht');
    await draft('template', 'schief', FAULTY_TEMPLATE);
    await visit.open('/templates/schief');
    await page
      .getByText(/erwartet wird eines von: /)
      .first()
      .waitFor();
    visit.expectNoViolation();
  });
});
