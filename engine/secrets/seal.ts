import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** A key of 32 bytes, with the id by which sealed values name it. */
export interface SealingKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** A value that only its key opens: AES-256-GCM (NIST SP 800-38D), with a nonce of its own and its name bound to it. */
export interface Sealed {
  readonly key: string;
  /** Nonce, tag and text, base64. */
  readonly box: string;
  readonly changedAt: number;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;

/** Makes a sealing key of 32 bytes. Its id tells nothing of it. */
export function sealingKey(bytes: Buffer): SealingKey {
  return { id: createHash('sha256').update('kairos sealing key').update(bytes).digest('hex').slice(0, 8), bytes };
}

/** Seals a value under its name. */
export function seal(key: SealingKey, name: string, value: string, changedAt: number): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from(name));
  const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return { key: key.id, box: Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64'), changedAt };
}

/** Opens a sealed value. Undefined: it was sealed with another key, under another name, or was tampered with. */
export function unseal(key: SealingKey, name: string, { box }: Sealed): string | undefined {
  const bytes = Buffer.from(box, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}
