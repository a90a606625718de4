import { createHmac } from 'node:crypto';

/** The keys of an app and of the user in whose name it calls. */
export interface OAuth1Keys {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly token: string;
  readonly tokenSecret: string;
}

/**
 * Returns the `authorization` of a call by OAuth 1.0a with HMAC-SHA1 (RFC 5849, 3.4). `form` holds the parameters of a
 * body that is a form; JSON is not signed. `nonce` is new with every call.
 */
export function signOAuth1(
  { method, url, form = new URLSearchParams() }: OAuth1Request,
  { consumerKey, consumerSecret, token, tokenSecret }: OAuth1Keys,
  { now, nonce }: { readonly now: number; readonly nonce: string },
): string {
  const own = {
    oauth_consumer_key: consumerKey,
    oauth_nonce: nonce,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(now / 1_000)),
    oauth_token: token,
    oauth_version: '1.0',
  };
  const parameters = [...Object.entries(own), ...url.searchParams, ...form]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const text = [method, url.origin + url.pathname, parameters].map(encode).join('&');
  const key = `${encode(consumerSecret)}&${encode(tokenSecret)}`;
  const signature = createHmac('sha1', key).update(text).digest('base64');
  const said = Object.entries({ ...own, oauth_signature: signature });
  return `OAuth ${said.map(([name, value]) => `${name}="${encode(value)}"`).join(', ')}`;
}

export interface OAuth1Request {
  readonly method: string;
  readonly url: URL;
  readonly form?: URLSearchParams;
}

/** Percent encoding as RFC 3986 has it: of everything but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
