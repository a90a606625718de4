import { expect, test } from 'vitest';
import { signAws } from './sign-aws.ts';

const KEYS = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  service: 'service',
};
const NOW = Date.UTC(2015, 7, 30, 12, 36);
const sign = (path: string, more: Partial<Parameters<typeof signAws>[0]> = {}) =>
  signAws(
    {
      method: 'GET',
      url: new URL(`https://example.amazonaws.com${path}`),
      headers: {},
      body: Buffer.alloc(0),
      ...more,
    },
    KEYS,
    NOW,
  ).authorization;

test('a request is signed as the published test suite of the vendor has it', () => {
  expect(sign('/')).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  );
  expect(sign('/?Param2=value2&Param1=value1')).toContain(
    'Signature=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  );
  expect(sign('/', { method: 'POST' })).toContain(
    'Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  );
});

test('content, a header and the token of a session are under the signature', () => {
  const plain = sign('/', { method: 'POST' });
  expect(sign('/', { method: 'POST', body: Buffer.from('x') })).not.toBe(plain);
  expect(sign('/', { method: 'POST', headers: { 'content-type': 'application/json' } })).toContain(
    'SignedHeaders=content-type;host;x-amz-date',
  );
  const url = new URL('https://example.amazonaws.com/');
  const headers = signAws(
    { method: 'GET', url, headers: {}, body: Buffer.alloc(0) },
    { ...KEYS, sessionToken: 's-1' },
    NOW,
  );
  expect(headers['x-amz-security-token']).toBe('s-1');
  expect(headers.authorization).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token');
});
