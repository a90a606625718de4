import { expect, test } from 'vitest';
import { signOAuth1 } from './sign-oauth1.ts';

const KEYS = {
  consumerKey: 'xvz1evFS4wEEPTGEFPHBog',
  consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
  token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
  tokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
};
const ONCE = { now: 1_318_622_958_000, nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg' };
const form = new URLSearchParams({ status: 'Hello Ladies + Gentlemen, a signed OAuth request!' });

/** https://docs.x.com/fundamentals/authentication/oauth-1-0a/creating-a-signature, and what it said of older hosts. */
test.each([
  ['https://api.x.com/1.1', 'Ls93hJiZbQ3akF3HF3x1Bz8%2FzU4%3D'],
  ['https://api.twitter.com/1.1', 'hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D'],
  ['https://api.twitter.com/1', 'tnnArxj06cWHq44gCs1OSKk%2FjLY%3D'],
])('a call to %s is signed as the vendor’s example has it', (base, signature) => {
  const url = new URL(`${base}/statuses/update.json?include_entities=true`);
  expect(signOAuth1({ method: 'POST', url, form }, KEYS, ONCE)).toBe(
    'OAuth oauth_consumer_key="xvz1evFS4wEEPTGEFPHBog", ' +
      'oauth_nonce="kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg", ' +
      'oauth_signature_method="HMAC-SHA1", oauth_timestamp="1318622958", ' +
      'oauth_token="370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb", oauth_version="1.0", ' +
      `oauth_signature="${signature}"`,
  );
});
