import { expect, test } from 'vitest';
import { readSigningKey } from './sign-webhook.ts';

const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;

test('a secret has a key of 24 to 64 bytes', () => {
  for (const bytes of [24, 25, 32, 63, 64]) expect(readSigningKey(secretOf(bytes))).toEqual(Buffer.alloc(bytes, 7));
  for (const bytes of [0, 23, 65, 100]) expect(readSigningKey(secretOf(bytes)), String(bytes)).toBeUndefined();
});

test('what is no secret has none', () => {
  const good = secretOf(24);
  for (const secret of [good.slice(6), `x${good}`, `${good}!`, `${good}\n`, good.replace('w', 'W'), `${good}===`, '']) {
    expect(readSigningKey(secret), secret).toBeUndefined();
  }
});
