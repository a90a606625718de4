import { afterAll, beforeAll, expect, test } from 'vitest';
import { variantFor } from '../../triggers/deciding/variants.ts';
import { startTestEngine, type TestEngine, willingCustomer } from '../support/engine.ts';
import { documentOf, workspaceBody } from '../support/workspace.ts';

const template = (name: string, subject: string) =>
  documentOf('template', name, { name, channels: { email: { subject, html: `<p>${subject}</p>` } } });
const message = { template: 'long', purpose: 'offers', channels: ['email'], expires: '1h' };
const trigger = (variants: unknown) =>
  documentOf('trigger', 'greet', {
    name: 'greet',
    on: { signal: { kind: 'event', name: 'arrived' } },
    holdout: '10%',
    message: { ...message, variants },
  });
const VARIANTS = [
  { template: 'short', share: '30%' },
  { template: 'joke', share: '30%' },
];
const DRAWN = {
  name: 'greet',
  message: { template: 'long', variants: VARIANTS.map((one) => ({ template: one.template, share: 0.3 })) },
};
const PEOPLE = Array.from({ length: 24 }, (_, i) => `guest-${i}`);

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({
    documents: (mails) => [
      workspaceBody(mails.url, {}),
      ...[template('long', 'A long hello'), template('short', 'Hi'), template('joke', 'Knock knock')],
      documentOf('template', 'by-sms', { name: 'by-sms', channels: { sms: { text: 'Hi' } } }),
      trigger(VARIANTS),
    ],
  });
}, 120_000);
afterAll(() => engine.close());

test('each customer gets the template of their variant, which is recorded, counted and the same the next time', async () => {
  engine.nextDay('12:00');
  await engine.send(...PEOPLE.flatMap((id) => willingCustomer(id)));
  await engine.send(
    ...PEOPLE.map((customer) => ({ kind: 'event', customer, value: { name: 'arrived', properties: {} } })),
  );
  await engine.settled();
  const rows = await engine.rows<{ customer: string; variant: string; template: string; group: string }>(
    "SELECT customer, variant, template, `group` FROM results.decisions WHERE trigger = 'greet'",
  );
  expect(rows).toHaveLength(PEOPLE.length);
  for (const { customer, variant, template: by } of rows) {
    expect([customer, variant, by]).toEqual([customer, variantFor(DRAWN, customer), variantFor(DRAWN, customer)]);
  }
  expect(new Set(rows.map(({ variant }) => variant))).toEqual(new Set(['long', 'short', 'joke']));
  const sent = rows.filter(({ group }) => group === 'message');
  const written = await engine.rows<{ customer: string; content: string }>(
    'SELECT customer, content FROM results.messages',
  );
  const subjects = { long: 'A long hello', short: 'Hi', joke: 'Knock knock' } as Readonly<Record<string, string>>;
  expect(Object.fromEntries(written.map((one) => [one.customer, JSON.parse(one.content).subject]))).toEqual(
    Object.fromEntries(sent.map(({ customer, variant }) => [customer, subjects[variant]])),
  );
  const { body } = await engine.ask<{ rows: readonly { variant: string; matched: number }[] }>(
    'GET',
    '/v1/queries/results-funnel?by=variant&trigger=greet',
  );
  const counted = Object.fromEntries(body.rows.map(({ variant, matched }) => [variant, matched]));
  for (const [variant, matched] of Object.entries(counted)) {
    expect(matched).toBe(rows.filter((row) => row.variant === variant).length);
  }
  expect(Object.keys(counted).sort()).toEqual(['joke', 'long', 'short']);
});

test('variants that cannot be meant are refused with their place', async () => {
  const problemsOf = async (variants: unknown) => {
    const { body } = await engine.ask<{ problems?: readonly { path: string; expected: string }[] }>(
      'POST',
      '/v1/check',
      { documents: [{ kind: 'trigger', name: 'greet', body: trigger(variants).body }] },
    );
    return (body.problems ?? []).map(({ path, expected }) => `${path}: ${expected}`);
  };
  expect(await problemsOf([{ template: 'none', share: '10%' }])).toEqual([
    expect.stringContaining('message.variants[0].template: a template'),
  ]);
  expect(await problemsOf([{ template: 'long', share: '10%' }])).toEqual([
    'message.variants[0].template: a template that no other variant has',
  ]);
  expect(
    await problemsOf([
      { template: 'short', share: '50%' },
      { template: 'joke', share: '50%' },
    ]),
  ).toEqual(['message.variants: shares that leave some customers to `template`']);
  expect(await problemsOf([{ template: 'by-sms', share: '50%' }])).toEqual([
    expect.stringContaining('message.channels[0]: a channel'),
  ]);
  expect(await problemsOf(VARIANTS)).toEqual([]);
});
