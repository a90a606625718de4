import { createHmac } from 'node:crypto';

/** The key in a secret of the form `whsec_<base64>`; undefined when it is none, or not of 24 to 64 bytes. */
export function readSigningKey(secret: string): Buffer | undefined {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1];
  const key = encoded === undefined ? undefined : Buffer.from(encoded, 'base64');
  return key && key.byteLength >= 24 && key.byteLength <= 64 ? key : undefined;
}

/** A signature of Standard Webhooks: `v1,` and the HMAC-SHA256 of id, timestamp (seconds) and body. */
export function signatureOf(key: Buffer, id: string, timestamp: string, body: Buffer): string {
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}
