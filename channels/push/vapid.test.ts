import { createECDH, createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { readJwt } from '../../test/support/test-keys.ts';
import { createSignVapid, type VapidAccount } from './vapid.ts';

const server = createECDH('prime256v1');
const point = server.generateKeys();
const account: VapidAccount = {
  contact: 'mailto:it@shop.example',
  publicKey: point.toString('base64url'),
  privateKey: Buffer.concat([Buffer.alloc(32), server.getPrivateKey()])
    .subarray(-32)
    .toString('base64url'),
};
const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' });
const NOW = Date.UTC(2026, 5, 5);
const HOUR_MS = 3_600_000;
const claimsIn = (header: string) => readJwt(/^vapid t=([\w.-]+), k=/.exec(header)![1]!, 'ES256', key);

test('a token is for one service, and is used again for an hour, with at least eleven hours left', () => {
  const sign = createSignVapid();
  const first = sign(account, 'https://push.example', NOW);
  expect(claimsIn(first)).toMatchObject({ aud: 'https://push.example', sub: account.contact });
  expect(claimsIn(first).exp).toBe((NOW + 12 * HOUR_MS) / 1_000);
  expect(sign(account, 'https://push.example', NOW + HOUR_MS - 1)).toBe(first);
  const second = sign(account, 'https://push.example', NOW + HOUR_MS);
  expect(claimsIn(second).exp).toBe((NOW + 13 * HOUR_MS) / 1_000);
  expect(claimsIn(sign(account, 'https://other.example', NOW)).aud).toBe('https://other.example');
  expect(claimsIn(sign({ ...account, contact: 'mailto:a@b.example' }, 'https://push.example', NOW)).sub).toBe(
    'mailto:a@b.example',
  );
});
