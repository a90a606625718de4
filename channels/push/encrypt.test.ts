import { createECDH, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { encryptPush, MOST_PUSH_BYTES } from './encrypt.ts';

/** Another implementation. */
const oracle = createRequire(import.meta.url)('http_ece') as {
  decrypt(content: Buffer, options: object): Buffer;
};
const bytes = (text: string) => Buffer.from(text, 'base64url');

test('a message is encrypted as in the example of RFC 8291', () => {
  const sealed = encryptPush(
    Buffer.from('When I grow up, I want to be a watermelon'),
    {
      p256dh: bytes('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'),
      auth: bytes('BTBZMqHH6r4Tts7J_aSIgg'),
    },
    { privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'), salt: bytes('DGv6ra1nlYgDCS1FRnbzlw') },
  );
  expect(sealed.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

test('another implementation decrypts it, up to the largest content', () => {
  const browser = createECDH('prime256v1');
  const keys = { p256dh: browser.generateKeys(), auth: randomBytes(16) };
  for (const size of [0, 1, 1_000, MOST_PUSH_BYTES]) {
    const content = randomBytes(size);
    const sealed = encryptPush(content, keys);
    expect(sealed.byteLength).toBeLessThanOrEqual(4_096);
    const options = { version: 'aes128gcm', privateKey: browser, authSecret: keys.auth };
    expect(oracle.decrypt(sealed, options).equals(content)).toBe(true);
  }
});
