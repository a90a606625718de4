import { afterEach, expect, test } from 'vitest';
import { EDGE_INGEST_KEY, EDGE_SECRET_KEY, startIngest, type TestIngest } from '../../test/support/ingest.ts';

let edge: TestIngest;
afterEach(() => edge.ingest.close());

const settingsOf = (key: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${edge.url}/v1/projects/${key}/settings`, { headers });
interface Settings {
  readonly integrations: Record<string, object>;
  readonly metrics: object;
}

test('an SDK is told that this engine is the one destination, by the address that it asked', async () => {
  edge = await startIngest();
  const answer = await settingsOf(EDGE_INGEST_KEY);
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  const settings = (await answer.json()) as Settings;
  const apiHost = `127.0.0.1:${edge.ingest.port}/v1`;
  expect(Object.keys(settings.integrations)).toEqual(['Segment.io']);
  expect(settings.integrations['Segment.io']).toMatchObject({ apiKey: EDGE_INGEST_KEY, protocol: 'http', apiHost });
  expect(settings.metrics).toEqual({ sampleRate: 0, host: apiHost });
  const behindTls = (await (await settingsOf(EDGE_INGEST_KEY, { 'x-forwarded-proto': 'https' })).json()) as Settings;
  expect(behindTls.integrations['Segment.io']).toMatchObject({ protocol: 'https', apiHost });
});

test.each([
  ['https://signals.example', 'signals.example/v1'],
  ['https://shop.example:8443/kairos/', 'shop.example:8443/kairos/v1'],
])('with the public address %s it is sent there', async (publicUrl, apiHost) => {
  edge = await startIngest({ publicUrl });
  const settings = (await (await settingsOf(EDGE_INGEST_KEY)).json()) as Settings;
  expect(settings.integrations['Segment.io']).toMatchObject({ protocol: 'https', apiHost });
});

test.each([EDGE_SECRET_KEY, 'nobody', '%3C/script%3E'])('the key %s gets no settings', async (key) => {
  edge = await startIngest();
  expect((await settingsOf(key)).status).toBe(404);
  for (const path of [`array/${key}/config`, `array/${key}/config.js`])
    expect((await fetch(`${edge.url}/${path}`)).status, path).toBe(404);
  expect((await fetch(`${edge.url}/sourceConfig/?writeKey=${key}`)).status).toBe(401);
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  expect((await fetch(`${edge.url}/sourceConfig/`, { headers: { authorization } })).status).toBe(401);
});

test('what an SDK counts of itself is taken and let go', async () => {
  edge = await startIngest();
  const series = [{ type: 'Counter', metric: 'analytics_js.invoke', value: 1, tags: {} }];
  const answer = await edge.post('/v1/m', JSON.stringify({ series }), { authorization: '' });
  expect(answer).toMatchObject({ status: 200, body: { success: true } });
  expect((await edge.post('/v1/m', 'x'.repeat(70_000), { authorization: '' })).status).toBe(413);
  expect(edge.intake.signals).toEqual([]);
});
