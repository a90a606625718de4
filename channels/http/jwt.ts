import { createHmac, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { CredentialRefused } from './contract.ts';

/**
 * A JSON Web Token in its compact form. `key` is PEM or a key object, for HS256 the secret. Throws CredentialRefused
 * where the key is none for this.
 */
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
  const privateKey = typeof key === 'string' ? readPrivateKey(key) : key;
  const wanted = alg === 'ES256' ? 'ec' : 'rsa';
  const kind = privateKey.asymmetricKeyType;
  if (kind !== wanted) throw new CredentialRefused(`the private key is of the kind ${kind}, not ${wanted}`);
  const options = alg === 'ES256' ? ({ key: privateKey, dsaEncoding: 'ieee-p1363' } as const) : privateKey;
  return sign('sha256', Buffer.from(text), options).toString('base64url');
}

/** Reads a private key. Throws CredentialRefused: it is none. */
export function readPrivateKey(key: Parameters<typeof createPrivateKey>[0]): KeyObject {
  try {
    return createPrivateKey(key);
  } catch (cause) {
    throw new CredentialRefused(`the private key cannot be read: ${(cause as Error).message}`, { cause });
  }
}
