import { createHmac, createPrivateKey, type KeyObject, sign } from 'node:crypto';

/** A JSON Web Token in its compact form. `key` is PEM or a key object, for HS256 the secret. */
export function signJwt(
  alg: 'RS256' | 'ES256' | 'HS256',
  key: string | KeyObject,
  header: object,
  claims: object,
): string {
  const text = [{ alg, typ: 'JWT', ...header }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${text}.${signatureOf(alg, key, text)}`;
}

function signatureOf(alg: string, key: string | KeyObject, text: string): string {
  if (alg === 'HS256') return createHmac('sha256', key).update(text).digest('base64url');
  const privateKey = typeof key === 'string' ? createPrivateKey(key) : key;
  const options = alg === 'ES256' ? ({ key: privateKey, dsaEncoding: 'ieee-p1363' } as const) : privateKey;
  return sign('sha256', Buffer.from(text), options).toString('base64url');
}
