import { type AddressInfo, createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Closable } from '../../engine/contract.ts';
import { offerPhone } from './phone.ts';
import type { PhoneEngine } from './phone-engine.ts';

const open: Closable[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** Offers a phone whose engine fails so many times before it starts. */
async function offer(failures = 0, wantedPort = 0) {
  const seen = { starts: 0, ends: 0, warnings: [] as string[] };
  const log = { info: () => undefined, warn: (line: string) => void seen.warnings.push(line), error: () => undefined };
  const start = async (): Promise<PhoneEngine> => {
    seen.starts++;
    if (seen.starts <= failures) throw new Error('no room');
    return {
      sdk: '/nowhere',
      start: { url: 'http://127.0.0.1:9', key: 'kp_x' } as PhoneEngine['start'],
      token: (who) => `t-${who}`,
      close: async () => void seen.ends++,
    };
  };
  const phone = await offerPhone(log, start, wantedPort);
  open.push(phone);
  return { phone, seen, ask: (path: string) => fetch(phone.url + path) };
}

test('the engine of the phone starts when the page asks for it, once, and ends with the phone', async () => {
  const { phone, seen, ask } = await offer();
  const page = await ask('/');
  expect(await page.text()).toContain('id="walk"');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  for (const own of ['/words.js', '/phone.js', '/phone.css', '/favicon.ico', '/../phone.ts']) await ask(own);
  expect(seen.starts).toBe(0);
  const [start, token] = await Promise.all([ask('/start'), ask('/token?customer=wanda')]);
  expect(await start.json()).toMatchObject({ key: 'kp_x' });
  expect(await token.text()).toBe('t-wanda');
  expect(seen).toMatchObject({ starts: 1, ends: 0 });
  open.splice(0);
  await phone.close();
  expect(seen).toMatchObject({ starts: 1, ends: 1, warnings: [] });
});

test('a phone that nobody opened ends without an engine', async () => {
  const { phone, seen } = await offer();
  open.splice(0);
  await phone.close();
  expect(seen).toMatchObject({ starts: 0, ends: 0 });
});

test('an engine that does not start is told on the page, and tried again at the next load', async () => {
  const { seen, ask } = await offer(1);
  const first = await ask('/start');
  expect([first.status, await first.text()]).toEqual([503, 'Error: no room']);
  expect(seen.warnings).toEqual(['the phone has no engine']);
  expect((await ask('/start')).status).toBe(200);
  expect(seen.starts).toBe(2);
});

test('opens elsewhere when another program has its port', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => new Promise((resolve) => other.close(() => resolve())) });
  const { port } = other.address() as AddressInfo;
  const { phone, ask } = await offer(0, port);
  expect(new URL(phone.url).port).not.toBe(String(port));
  expect((await ask('/')).status).toBe(200);
});
