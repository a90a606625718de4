import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EngineAnswer, eventOf, startTestEngine, type TestEngine, willingCustomer } from '../support/engine.ts';
import { type HttpPeer, startHttpPeer } from '../support/http-peer.ts';
import { eventTrigger, NOTE, workspaceBody } from '../support/workspace.ts';

const VALUE = 'SG.not-for-anybodys-eyes-0123456789';
/** As it is, and as a header or a log may have it. */
const FORMS = [VALUE, Buffer.from(VALUE).toString('base64'), encodeURIComponent(VALUE)];

let engine: TestEngine;
let service: HttpPeer;

beforeAll(async () => {
  service = await startHttpPeer();
  // The worst that a service may do: it repeats in its answer what it was sent.
  service.script = ({ headers }) => ({
    status: 400,
    body: JSON.stringify({ errors: [{ message: `refused: ${headers.authorization}` }] }),
  });
  engine = await startTestEngine();
  const set = await engine.ask('PUT', '/v1/secrets/grid-key', { value: VALUE });
  expect(set.status).toBe(200);
  const account = { name: 'grid', provider: 'sendgrid', url: `http://${service.host}`, allow: [service.host] };
  await engine.publish(
    workspaceBody('', { providers: { email: [{ ...account, key: { secret: 'grid-key' } }] } }),
    NOTE,
    eventTrigger('noted', 'noted', { message: { template: 'note', purpose: 'service', channels: ['email'] } }),
  );
  await engine.send(...willingCustomer('anna'), eventOf('anna', 'noted'));
  await engine.outcome('anna', 'failed');
  await engine.settled();
});
afterAll(async () => {
  await engine?.close();
  await service?.stop();
});

test('the service had the secret, and the message failed with its answer', async () => {
  expect(service.read.map(({ headers }) => headers.authorization)).toContain(`Bearer ${VALUE}`);
  const { body } = await engine.ask<{ deadLetters: readonly unknown[] }>('GET', '/v1/dead-letters');
  expect(JSON.stringify(body)).toContain('refused: ');
});

test.each([
  '/v1/definitions',
  '/v1/workspace',
  '/v1/versions/workspace/workspace',
  '/v1/channels',
  '/v1/state',
  '/v1/secrets',
  '/v1/audit',
  '/v1/audit?format=csv',
  '/v1/dead-letters',
  '/v1/customers/anna/export',
  '/v1/customers/anna/story',
  '/metrics',
])('%s has none of it', async (path) => {
  expectNone(await engine.ask('GET', path));
});

test('neither has what was logged, nor what ClickHouse keeps', async () => {
  for (const form of FORMS) expect(engine.logged.join('\n')).not.toContain(form);
  const rows = await engine.rows('SELECT * FROM outcomes');
  expect(rows.length).toBeGreaterThan(0);
  const kept = await engine.rows('SELECT * FROM messages');
  for (const form of FORMS) expect(JSON.stringify([rows, kept])).not.toContain(form);
});

function expectNone({ status, text }: EngineAnswer): void {
  expect(status).toBe(200);
  for (const form of FORMS) expect(text).not.toContain(form);
}
