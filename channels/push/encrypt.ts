import { createCipheriv, createECDH, createHmac, randomBytes } from 'node:crypto';

/** The keys that a browser gave with its subscription. */
export interface SubscriptionKeys {
  readonly p256dh: Buffer;
  readonly auth: Buffer;
}

/** What makes an encryption repeatable, for tests: the sender's private key and the salt. */
export interface Fixed {
  readonly privateKey: Buffer;
  readonly salt: Buffer;
}

const RECORD_BYTES = 4_096;
const TAG_BYTES = 16;
/** The largest content: a record less its end and its tag, less the header of 86 bytes. */
export const MOST_PUSH_BYTES = RECORD_BYTES - 86 - TAG_BYTES - 1;

/** Encrypts the content of one push message for one browser (RFC 8291, in the coding `aes128gcm` of RFC 8188). */
export function encryptPush(content: Buffer, { p256dh, auth }: SubscriptionKeys, fixed?: Fixed): Buffer {
  const own = createECDH('prime256v1');
  if (fixed) own.setPrivateKey(fixed.privateKey);
  else own.generateKeys();
  const publicKey = own.getPublicKey();
  const salt = fixed?.salt ?? randomBytes(16);
  const shared = own.computeSecret(p256dh);
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, publicKey]);
  // HKDF (RFC 5869) in its two steps, as two keys come of one first step; `hkdfSync` costs 65 µs instead of 15.
  const secret = hmac(hmac(auth, shared), Buffer.concat([about, FIRST_BLOCK]));
  const first = hmac(salt, secret);
  const expand = (name: string, bytes: number) =>
    hmac(first, Buffer.from(`Content-Encoding: ${name}\0\u0001`)).subarray(0, bytes);
  const cipher = createCipheriv('aes-128-gcm', expand('aes128gcm', 16), expand('nonce', 12));
  const sealed = Buffer.concat([cipher.update(content), cipher.update(Buffer.from([LAST_RECORD])), cipher.final()]);
  const header = Buffer.alloc(21);
  salt.copy(header);
  header.writeUInt32BE(RECORD_BYTES, 16);
  header.writeUInt8(publicKey.length, 20);
  return Buffer.concat([header, publicKey, sealed, cipher.getAuthTag()]);
}

function hmac(key: Buffer, content: Buffer): Buffer {
  return createHmac('sha256', key).update(content).digest();
}

const LAST_RECORD = 2;
const FIRST_BLOCK = Buffer.from([1]);
