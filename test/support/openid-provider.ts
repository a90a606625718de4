import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OpenID Connect provider of the tests: it signs in at once whoever `claims` says, and checks PKCE. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of the person who signs in next; undefined: the provider says no. */
  claims: Readonly<Record<string, unknown>> | undefined;
  close(): Promise<void>;
}

/** Starts one on a free port of this machine. */
export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig', alg: 'RS256' };
  const codes = new Map<string, { readonly nonce: string; readonly challenge: string; readonly claims: object }>();
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', provider.issuer);
    const json = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (pathname === '/.well-known/openid-configuration') return json(200, metadataOf(provider.issuer));
    if (pathname === '/keys') return json(200, { keys: [jwk] });
    if (pathname === '/authorize') {
      const back = new URL(searchParams.get('redirect_uri')!);
      back.searchParams.set('state', searchParams.get('state')!);
      if (provider.claims) {
        const code = randomUUID();
        const [nonce, challenge] = [searchParams.get('nonce')!, searchParams.get('code_challenge')!];
        codes.set(code, { nonce, challenge, claims: provider.claims });
        back.searchParams.set('code', code);
      } else back.searchParams.set('error', 'access_denied');
      response.writeHead(302, { location: back.href }).end();
      return;
    }
    let text = '';
    for await (const chunk of request) text += chunk;
    const form = new URLSearchParams(text);
    const known = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const hash = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!known || hash !== known.challenge) return json(400, { error: 'invalid_grant' });
    const now = Math.floor(Date.now() / 1_000);
    const payload = {
      ...known.claims,
      iss: provider.issuer,
      aud: provider.clientId,
      nonce: known.nonce,
      iat: now,
      exp: now + 300,
    };
    const parts = [{ alg: 'RS256', kid: 'k' }, payload].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    const signature = sign('sha256', Buffer.from(parts.join('.')), privateKey).toString('base64url');
    const tokens = { access_token: 'a', token_type: 'Bearer', id_token: [...parts, signature].join('.') };
    json(200, tokens);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const provider: OpenIdProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clientId: 'kairos-console',
    clientSecret: 'known to both',
    claims: undefined,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return provider;
}

function metadataOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  };
}
