import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, expect, test } from 'vitest';
import { startIngest, type TestIngest } from '../../test/support/ingest.ts';
import { loadSignalKinds } from '../../triggers/vocabulary/signal-kinds.ts';
import { valueSchemaOf } from '../../triggers/vocabulary/signal-schema.ts';

let edge: TestIngest;
afterEach(() => edge.ingest.close());

const kinds = await loadSignalKinds();
const ask = (headers: Record<string, string> = {}): Promise<Response> => fetch(`${edge.url}/v1/schema`, { headers });

test('the schema is public, and takes and refuses what the examples of every kind say', async () => {
  edge = await startIngest();
  const answer = await ask();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/schema+json']);
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false }).compile(
    (await answer.json()) as object,
  );
  for (const { name, about, examples, ownMembers } of kinds.values()) {
    if (ownMembers) expect(JSON.stringify(valueSchemaOf(kinds.get(name)!))).not.toContain(`"${ownMembers[0]}"`);
    const who = about === 'customer' ? { customer: 'anna' } : {};
    for (const { value, ok } of examples) {
      expect([name, value, validate({ kind: name, ...who, value })]).toEqual([name, value, ok]);
    }
  }
  expect(validate({ kind: 'locaton', customer: 'anna', value: {} })).toBe(false);
  expect(validate({ kind: 'event', customer: 'anna', value: { name: 'x' }, time: 1 })).toBe(false);
});

test('who has it already is told so', async () => {
  edge = await startIngest();
  const first = await ask();
  const tag = first.headers.get('etag')!;
  expect(first.headers.get('cache-control')).toContain('public');
  expect((await ask({ 'if-none-match': tag })).status).toBe(304);
  expect((await ask({ 'if-none-match': `"x", W/${tag}` })).status).toBe(304);
  expect((await ask({ 'if-none-match': '"x"' })).status).toBe(200);
});
