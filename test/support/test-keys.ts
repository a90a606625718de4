import { strict as assert } from 'node:assert';
import { generateKeyPairSync, type KeyObject, type KeyPairKeyObjectResult, verify } from 'node:crypto';

/** A key pair, the private key as PEM. */
export interface TestKeys {
  readonly privateKey: string;
  readonly publicKey: KeyObject;
}

const read = ({ privateKey, publicKey }: KeyPairKeyObjectResult): TestKeys => ({
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  publicKey,
});

/** Keys of accounts that exist nowhere. */
export const TEST_RSA = read(generateKeyPairSync('rsa', { modulusLength: 2_048 }));
export const TEST_EC = read(generateKeyPairSync('ec', { namedCurve: 'P-256' }));

/** A key and a certificate of 127.0.0.1, which no one else trusts. */
export const TEST_TLS = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqbxS+jnH9ilkH2oe
7kgu06UDV2FgSb9MANCUcrV4dnuhRANCAAQMbTFsu7BSm3Ax8Yf0RYt1L/qQQrls
DpvETtklFBZPZkUG+wWTmH5MGFnjfvV4Lau/YSTLcLKRIv2K7HLHxNbH
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUUTL2TmCuh1Dgn0fUN2k2/cDhtQEwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyOTEwMzM0MFoYDzIxMjYxMTA1
MTAzMzQwWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQMbTFsu7BSm3Ax8Yf0RYt1L/qQQrlsDpvETtklFBZPZkUG+wWTmH5M
GFnjfvV4Lau/YSTLcLKRIv2K7HLHxNbHo28wbTAdBgNVHQ4EFgQUxGciej846fmU
HWiqPAhyYYpb71IwHwYDVR0jBBgwFoAUxGciej846fmUHWiqPAhyYYpb71IwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARhwR/AAABgglsb2NhbGhvc3QwCgYIKoZI
zj0EAwIDSQAwRgIhANU1VtFrHAfssN6uSb9jQqpeQ1LunZdB5NzItE7qbAU5AiEA
pTLIk/paBtXNLTwES6lHptDP9I0eEzgGRYXzkkxNcSc=
-----END CERTIFICATE-----
`,
};

/** Returns the claims of a bearer's JSON Web Token; throws when its signature is not by this key. */
export function readJwt(authorization: unknown, alg: string, key: KeyObject): Readonly<Record<string, unknown>> {
  const [header = '', claims = '', signature = ''] = String(authorization)
    .replace(/^bearer /i, '')
    .split('.');
  const parse = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  assert.equal(parse(header).alg, alg);
  const how = alg === 'ES256' ? ({ key, dsaEncoding: 'ieee-p1363' } as const) : key;
  const text = Buffer.from(`${header}.${claims}`);
  assert.ok(verify('sha256', text, how, Buffer.from(signature, 'base64url')), 'the signature is not by this key');
  return { ...parse(header), ...parse(claims) };
}
