import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import type { Visit } from '../../support/console/visit.ts';
import { eventOf, mailOf, willingCustomer } from '../../support/engine.ts';
import { eventTrigger, NOTE, workspaceBody } from '../../support/workspace.ts';

const HOUR = 3_600_000;
const CHAT = { number: '100', token: 't', hookSecret: 'app-secret' };

describeInBrowser('a person replies to a customer', () => {
  let house: TestConsole;
  let agent: Visit;

  beforeAll(async () => {
    house = await startConsole({
      documents: ({ url }) => [
        workspaceBody(url, {
          providers: { email: { url }, whatsapp: [{ name: 'chat', ...CHAT }] },
          channels: ['email', 'in-app', 'whatsapp'],
        }),
        NOTE,
        eventTrigger('offer', 'looked'),
      ],
    });
    house.engine.nextDay('12:00');
    agent = await house.visit('agent');
  });
  afterAll(() => house.close());

  const wrote = (customer: string, channel: string, text: string, more: object = {}) => ({
    ...{ kind: 'message', customer, value: { state: 'replied', channel, text, ...more } },
  });
  const part = (visit: Visit) => visit.page.getByRole('region', { name: /^(Conversation|Gespräch)$/ });
  const decisions = () => house.engine.rows<{ n: number }>('SELECT count() AS n FROM results.decisions');

  test('it is typed, kept over a reload, sent once in two clicks, and said to be sent by itself', async () => {
    const { engine } = house;
    const { page } = agent;
    await engine.send(...willingCustomer('lea', { name: 'Lea Sommer', firstName: 'Lea' }), eventOf('lea', 'looked'));
    const { decision } = await engine.outcome('lea', 'sent');
    await engine.send(wrote('lea', 'email', 'When do you open on Thursday?', { delivery: decision }));
    await engine.settled();
    const before = await decisions();
    await agent.open('/customers/lea');
    const field = part(agent).getByLabel('Reply by E-mail');
    await field.waitFor();
    const clicks = agent.clicks;
    await field.click();
    await page.keyboard.type('Dear Lea,\n\nfrom ten to eight.');
    await page.reload();
    await expect.poll(() => field.inputValue()).toBe('Dear Lea,\n\nfrom ten to eight.');
    expect(await part(agent).getByLabel('Subject').inputValue()).toBe('Re: About looked');
    expect(await field.getAttribute('aria-invalid'), 'nothing is wrong with it').not.toBe('true');
    await agent.screenshot('conversation-reply');
    await agent.expectAccessible();

    const arrival = engine.mails.arrival(mailOf('lea'), 2);
    await part(agent).getByRole('button', { name: 'Send' }).click();
    expect(agent.clicks - clicks).toBe(2);
    await part(agent).getByText('from ten to eight.').first().waitFor();
    await expect.poll(() => field.inputValue()).toBe('');
    await part(agent)
      .getByText(/^agent, by E-mail/)
      .waitFor();
    await part(agent).getByText('Sent', { exact: true }).waitFor();
    const { mail } = (await arrival).at(-1)!;
    expect([mail.subject, mail.text?.trim().split('\n\n')[0]]).toEqual(['Re: About looked', 'Dear Lea,']);
    expect(mail.inReplyTo).toBe(`<${decision}@corner.example>`);
    expect(mail.headers.has('list-unsubscribe')).toBe(false);
    await engine.settled();
    expect(await decisions(), 'it is in no figure').toEqual(before);
    expect((await engine.ask<{ rows: { state: string }[] }>('GET', '/v1/queries/accounting')).body.rows).toMatchObject([
      { state: 'ended' },
    ]);
    agent.expectNoViolation();
  });

  test('a request that comes twice is sent once', async () => {
    const { engine } = house;
    await engine.send(...willingCustomer('ole'), wrote('ole', 'email', 'Do you deliver?'));
    await engine.settled();
    const body = { key: 'one-and-the-same', channel: 'email', subject: 'Delivery', text: 'We do.' };
    const sent = engine.mails.arrival(mailOf('ole'));
    for (const _ of [1, 2]) {
      expect((await engine.ask('POST', '/v1/customers/ole/conversation', body)).status).toBe(200);
    }
    await sent;
    await engine.settled();
    expect((await engine.ask('POST', '/v1/customers/ole/conversation', body)).status).toBe(200);
    await engine.settled();
    expect(engine.mails.to(mailOf('ole'))).toHaveLength(1);
    const steps = await engine.rows<{ step: string; n: number }>(
      "SELECT step, count() AS n FROM outcomes WHERE customer = 'ole' AND startsWith(step, 'reply-') GROUP BY step ORDER BY step",
    );
    expect(steps.map(({ step, n }) => [step, Number(n)])).toEqual([
      ['reply-attempted', 1],
      ['reply-queued', 1],
      ['reply-sent', 1],
    ]);
  });

  test('who says stop while it waits does not get it, and the person is told', async () => {
    const { engine } = house;
    await engine.send(...willingCustomer('ida', { name: 'Ida Falk' }), wrote('ida', 'email', 'Is it blue?'));
    await engine.settled();
    await engine.ask('PUT', '/v1/pauses/channel:email', { reason: 'a test' });
    await agent.open('/customers/ida');
    await agent.write(part(agent).getByLabel('Subject'), 'The jacket');
    await agent.write(part(agent).getByLabel('Reply by E-mail'), 'It is blue.');
    await agent.page.keyboard.press('Control+Enter');
    await part(agent).getByText('It is blue.').waitFor();
    await part(agent).getByText('On its way').waitFor();
    const stop = { channel: 'email', purpose: '*', granted: false, source: 'reply' };
    await engine.send({ kind: 'consent', customer: 'ida', value: stop });
    await engine.ask('DELETE', '/v1/pauses/channel:email');
    await part(agent).getByText('Not sent: The customer wants no messages by E-mail').waitFor();
    await part(agent)
      .getByText(/^the customer wants no messages by email$/)
      .first()
      .waitFor();
    expect(await part(agent).getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    expect(engine.mails.to(mailOf('ida'))).toEqual([]);
    agent.expectNoViolation();
  });

  test('in German, on a phone, a closed window is said at the field, and another channel takes the same words', async () => {
    const { engine } = house;
    await engine.send(...willingCustomer('nils', { name: 'Nils Ostermann-Friedrichsen', phone: '+4930123456' }));
    await engine.send(wrote('nils', 'whatsapp', 'Haben Sie die Jacke noch in Größe M vorrätig?'));
    await engine.settled();
    engine.later(25 * HOUR);
    await engine.send(wrote('nils', 'email', 'Ich habe Ihnen auch per WhatsApp geschrieben.'));
    await engine.settled();
    const phone = await house.visit('agent', { language: 'de', phone: true });
    await phone.open('/customers/nils');
    const box = part(phone);
    await box.getByLabel('Antwort über E-Mail').waitFor();
    await phone.write(box.getByLabel('Antwort über E-Mail'), 'Ja, in M ist noch eine da.');
    await box.getByRole('combobox', { name: 'Über' }).click();
    await phone.page.getByRole('option', { name: 'WhatsApp' }).click();
    await box
      .getByText('Der Kunde muss über WhatsApp zuerst schreiben: Der Dienst nimmt jetzt keinen Text an')
      .waitFor();
    expect(await box.getByLabel('Antwort über WhatsApp').inputValue()).toBe('Ja, in M ist noch eine da.');
    expect(await box.getByRole('button', { name: 'Senden' }).isDisabled()).toBe(true);
    await phone.screenshot('conversation-phone');
    await phone.expectAccessible();
    expect(await phone.page.evaluate('document.documentElement.scrollWidth <= 390')).toBe(true);
    phone.expectNoViolation();
    await phone.close();
  });
});
