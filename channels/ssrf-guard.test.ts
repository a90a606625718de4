import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGuardedConnector, ForbiddenTarget, isPublicAddress } from './ssrf-guard.ts';

test.each([
  '127.0.0.1',
  '127.255.255.254',
  '127.1',
  '0x7f.0.0.1',
  '2130706433',
  '0177.0.0.1',
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '169.254.170.2',
  '168.63.129.16',
  '::ffff:168.63.129.16',
  '161.26.0.10',
  '166.9.12.1',
  '100.100.100.200',
  '192.0.0.192',
  '192.31.196.1',
  '192.52.193.1',
  '192.88.99.1',
  '192.175.48.1',
  '100.64.0.1',
  '100.127.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '0:0:0:0:0:ffff:7f00:1',
  '::7f00:1',
  '::ffff:0:7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '2002:7f00:1::',
  '2001::1',
  '2001:db8::1',
  '2001:2::1',
  '2001:3::1',
  '2001:4:112::1',
  '2001:10::1',
  '2001:20::1',
  '2001:30::1',
  '2620:4f:8000::1',
  '2606:4700::5efe:7f00:1',
  '2606:4700::200:5efe:a00:1',
  'fd00:ec2::254',
  'fd20:ce::254',
  '3fff::1',
  'fc00::1',
  'fdff::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '100::1',
  '5f00::1',
  '4000::1',
  'localhost',
  '',
  '127.0.0.1 ',
  '1.2.3.4.5',
  '[::1]',
])('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  '1.2.3.4',
  '93.184.216.34',
  '172.32.0.1',
  '100.128.0.1',
  '168.63.129.17',
  '161.27.0.1',
  '166.12.0.1',
  '2606:4700::1111',
  '2606:4700::1:5efe:a00:1',
  '2606:4700::200:5eff:a00:1',
  '::ffff:93.184.216.34',
])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

let port = 0;
let hits = 0;
const server = createServer((request, response) => {
  hits++;
  if (request.url === '/to-inside') response.writeHead(302, { location: `http://127.0.0.1:${port}/secret` });
  response.end('inside');
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

async function call(
  url: string,
  options: Partial<Parameters<typeof createGuardedConnector>[0]> = {},
): Promise<string | Error> {
  const agent = new Agent({ connect: createGuardedConnector({ allow: [], timeoutMs: 500, ...options }) });
  try {
    const { origin, pathname } = new URL(url);
    const { statusCode, body } = await agent.request({ origin, path: pathname, method: 'GET' });
    await body.dump();
    return String(statusCode);
  } catch (error) {
    return error as Error;
  } finally {
    await agent.destroy();
  }
}

test('no spelling of an inner address gets through, as a literal or as a name', async () => {
  for (const host of [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.1',
    '127.0.0.1.',
    '[::ffff:7f00:1]',
    '[::1]',
    'localhost',
    'localhost.',
    '１２７.０.０.１',
  ]) {
    const result = await call(`http://${host}:${port}/`);
    expect(result, host).toBeInstanceOf(host === 'localhost.' ? Error : ForbiddenTarget);
  }
  expect(hits).toBe(0);
});

test('one inner address among those of a name is enough to refuse it', async () => {
  const mixed = async () => ['93.184.216.34', '10.0.0.1'];
  expect(await call('http://mixed.example/', { lookup: mixed })).toMatchObject({
    message: 'mixed.example is at 10.0.0.1, which is not public',
  });
});

test('the address that was checked is the one that is called, whatever the name leads to a moment later', async () => {
  const asked: string[] = [];
  const publicAtFirst = async (host: string) => {
    asked.push(host);
    return ['93.184.216.34'];
  };
  // To the system's resolver this name is this machine, and somebody listens there.
  const result = await call(`http://localhost:${port}/`, { lookup: publicAtFirst, timeoutMs: 200 });
  expect(result).toBeInstanceOf(Error);
  expect(result).not.toBeInstanceOf(ForbiddenTarget);
  expect(asked).toEqual(['localhost']);
  expect(hits).toBe(0);
});

test('a name without addresses, a resolver that fails or hangs: refused, not called', async () => {
  expect(await call('http://none.example/', { lookup: async () => [] })).toMatchObject({
    message: 'none.example has no address',
  });
  const failing = () => Promise.reject(new Error('SERVFAIL'));
  expect(await call('http://x.example/', { lookup: failing })).toMatchObject({ message: 'SERVFAIL' });
  const hanging = () => new Promise<never>(() => undefined);
  expect(await call('http://x.example/', { lookup: hanging, timeoutMs: 50 })).toMatchObject({ message: /resolver/ });
  expect(await call('http://x.example/', { lookup: async () => ['nonsense'] })).toBeInstanceOf(ForbiddenTarget);
});

test('ports of other services are not called', async () => {
  for (const other of [22, 25, 465, 6, 1023]) {
    expect(await call(`http://93.184.216.34:${other}/`)).toBeInstanceOf(Error);
  }
});

test('what is allowed by name and port may be called, and nothing beside it', async () => {
  expect(await call(`http://127.0.0.1:${port}/`, { allow: [`127.0.0.1:${port}`] })).toBe('200');
  expect(await call(`http://LOCALHOST:${port}/`, { allow: [`localhost:${port}`] })).toBe('200');
  expect(await call(`http://127.0.0.1:${port}/`, { allow: [`127.0.0.1:${port + 1}`, '127.0.0.1:80'] })).toBeInstanceOf(
    Error,
  );
  expect(await call(`http://127.0.0.1:${port}/to-inside`, { allow: [`127.0.0.1:${port}`] })).toBe('302');
});
