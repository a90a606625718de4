import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IngestReply, ServerFrame } from '../../sdk/protocol.ts';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../../test/support/ingest.ts';
import { MUST_ACCEPT, MUST_REJECT, UNFIT } from '../../test/support/json-cases.ts';
import { openWire, type Wire } from '../../test/support/wire.ts';

let edge: TestIngest;
let wire: Wire;
beforeAll(async () => {
  edge = await startIngest();
  wire = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
});
afterAll(() => edge.ingest.close());

/** One word for an answer: `accepted`, or why not. */
function verdictOf(answer: IngestReply | ServerFrame | { readonly error: string }): string {
  if ('error' in answer) return answer.error;
  if ('reason' in answer) return answer.reason;
  if (!('rejected' in answer)) return 'no verdict';
  return answer.rejected[0]?.reason ?? 'accepted';
}

async function onEveryWay(text: string): Promise<readonly string[]> {
  const overHttp = verdictOf((await edge.post('/v1/signals', text)).body as IngestReply);
  wire.say(text);
  const asText = verdictOf(await wire.heard());
  wire.say(Buffer.from(text));
  return [overHttp, asText, verdictOf(await wire.heard())];
}

const within = (value: string): string =>
  `{"kind":"event","customer":"anna","value":{"name":"x","properties":{"x":${value}}}}`;

test.each(MUST_ACCEPT.map((text) => [text]))('%j is accepted on every way in', async (text) => {
  expect(await onEveryWay(within(text))).toEqual(['accepted', 'accepted', 'accepted']);
});

test.each(MUST_REJECT.map((text) => [text]))('%j is refused alike on every way in', async (text) => {
  const [overHttp, asText, asBinary] = await onEveryWay(within(text));
  expect(overHttp).toContain('malformed JSON at position');
  expect([asText, asBinary]).toEqual([overHttp, overHttp]);
});

test.each(UNFIT.map((text) => [text]))('%j is refused alike, with its path', async (text) => {
  const [overHttp, asText, asBinary] = await onEveryWay(within(text));
  expect(overHttp).toMatch(/^value\.properties\.x.*: must /);
  expect([asText, asBinary]).toEqual([overHttp, overHttp]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test.each([
  ['no object', '[]'],
  ['too deep', within(`${'['.repeat(40)}${']'.repeat(40)}`)],
  ['far too deep', within(`${'['.repeat(300_000)}${']'.repeat(300_000)}`)],
  ['a large signal', within(`"${'x'.repeat(70_000)}"`)],
  ['a wide signal', within(`{${Array.from({ length: 8_000 }, (_, i) => `"k${i}":${i}`).join()}}`)],
  ['too many signals', `{"signals":[${Array.from({ length: 1_001 }, () => '{}').join()}]}`],
  ['a batch over 1 MB', `{"signals":[${Array.from({ length: 30 }, () => within(`"${'x'.repeat(40_000)}"`)).join()}]}`],
  ['1e400 in a typed value', '{"kind":"location","customer":"anna","value":{"lat":1e400,"lon":1}}'],
  ['a lone surrogate as customer', '{"kind":"event","customer":"\\ud800","value":{"name":"x"}}'],
  ['a NUL in the customer', '{"kind":"event","customer":"a\\u0000","value":{"name":"x"}}'],
  [
    '__proto__ beside the fields',
    '{"kind":"event","customer":"anna","value":{"name":"x"},"__proto__":{"polluted":true}}',
  ],
])('%s is refused alike on every way in', async (_, text) => {
  const [overHttp, asText, asBinary] = await onEveryWay(text);
  expect(overHttp).not.toBe('accepted');
  expect([asText, asBinary]).toEqual([overHttp, overHttp]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('of a name that comes twice the last one counts, on every way in', async () => {
  edge.intake.taken.length = 0;
  const text = '{"kind":"event","kind":"location","customer":"anna","value":{"lat":1,"lat":2,"lon":3}}';
  expect(await onEveryWay(text)).toEqual(['accepted', 'accepted', 'accepted']);
  for (const { kind, value } of edge.intake.signals) {
    expect({ kind, value }).toEqual({ kind: 'location', value: { lat: 2, lon: 3 } });
  }
});

test('bytes that are no UTF-8 are refused: 400, 1007, and an error on binary', async () => {
  const bytes = Buffer.concat([Buffer.from('{"kind":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
  expect((await edge.post('/v1/signals', bytes)).body).toEqual({ error: 'must be UTF-8' });
  wire.say(bytes);
  expect(await wire.heard()).toEqual({ type: 'error', reason: 'must be UTF-8' });
  const other = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  other.socket.send(bytes, { binary: false });
  expect([1006, 1007]).toContain(await other.closed);
});

test('the worst frames cost less than a millisecond a kilobyte', async () => {
  const worst = [
    `${'['.repeat(1_000_000)}`,
    `{"a":"${'\\u0041'.repeat(160_000)}"}`,
    `{${'"__a":1,'.repeat(100_000)}"b":2}`,
  ];
  for (const text of worst) {
    const from = performance.now();
    const answer = await edge.post('/v1/signals', text);
    expect([400, 413]).toContain(answer.status);
    expect(performance.now() - from).toBeLessThan(text.length / 1_024);
  }
});
