import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { readTexts } from '../../support/console/layout.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';
import { eventOf, willingCustomer } from '../../support/engine.ts';
import { eventTrigger, NOTE, workspaceBody } from '../../support/workspace.ts';

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

interface Part {
  readonly name: string;
  readonly title: string;
}

describeInBrowser('what the engine says, in a German console', () => {
  let house: TestConsole;
  let visit: Visit;
  let english: RegExp;
  beforeAll(async () => {
    house = await startConsole({
      documents: ({ url }) => [workspaceBody(url), NOTE, eventTrigger('letter', 'bought', { cooldown: '24h' })],
    });
    const { engine } = house;
    engine.nextDay('18:30');
    engine.mails.refuse('petra@post.example', '554 gone');
    await engine.send(
      ...['hanna', 'petra'].flatMap((customer) => willingCustomer(customer, { locale: 'de', plan: 'gold' })),
      { kind: 'location', customer: 'hanna', value: { lat: 51.336, lon: 12.373, accuracyMetres: 8, source: 'fused' } },
      { kind: 'device', customer: 'hanna', value: { form: 'phone', charging: true, connection: 'wifi' } },
    );
    await engine.send(eventOf('hanna', 'bought', { id: 'first' }), eventOf('petra', 'bought'));
    await engine.settled();
    await engine.send(eventOf('hanna', 'bought', { id: 'again' }));
    await engine.settled();
    const { body } = await engine.ask<Record<'fields' | 'signals' | 'gates' | 'operators', readonly Part[]>>(
      'GET',
      '/v1/catalog?language=de',
    );
    // Names that are German too, or that people write themselves, tell nothing.
    const own = new Set(['alias', 'consent', 'event', 'device', 'location', 'message', 'identify']);
    const names = [...body.fields, ...body.gates, ...body.operators].map(({ name }) => name.replace(/\.\*$/, ''));
    const told = names.filter((name) => /[-.]/.test(name)).concat('set from outside', ...own);
    english = new RegExp(`(?<![\\w./:-])(?:${told.map((name) => name.replaceAll('.', '\\.')).join('|')})(?![\\w/:-])`);
    visit = await house.visit('admin', { language: 'de' });
  }, 90_000);
  afterAll(() => house?.close());

  test.each([
    ['/customers/hanna'],
    ['/customers/petra'],
    ['/customers/hanna/why/first'],
    ['/customers/hanna/why/again?trigger=letter'],
    ['/triggers'],
    ['/operations'],
    ['/operations/failed'],
    ['/results/held-back'],
    ['/results/decisions'],
    ['/settings/keys'],
    ['/settings/log'],
  ])('%s names nothing as the engine does inside', async (address) => {
    await visit.open(address);
    await expect.poll(() => visit.page.locator('[aria-busy=true]').count(), { timeout: 45_000 }).toBe(0);
    await expect
      .poll(async () => (await readTexts(visit.page)).filter((text) => english.test(text)), { timeout: 10_000 })
      .toEqual([]);
    visit.expectNoViolation();
  });

  test('a failed message says in the story what its provider said', async () => {
    await visit.open('/customers/petra');
    await visit.page.getByText('Der Anbieter lehnte sie ab', { exact: false }).getByText('554 gone').waitFor();
  });
});
