import type { HttpCall, HttpReply, Token } from './contract.ts';
import { readToken } from './google-token.ts';
import { secretly, text } from './settings.ts';

/** A client of an OAuth 2 server, which signs in with its secret; `tokenUrl` is where. */
export const CLIENT_SETTINGS = (tokenUrl: string) => ({
  clientId: text(200),
  clientSecret: text(),
  tokenUrl: text(2_000).default(tokenUrl),
});

/** Their words. */
export const CLIENT_WORDS = {
  clientId: { title: { en: 'Client', de: 'Client-Kennung' }, kind: 'text' },
  clientSecret: secretly({ en: 'Secret of the client', de: 'Geheimnis des Clients' }),
  tokenUrl: { title: { en: 'Address of sign-in', de: 'Adresse der Anmeldung' }, kind: 'address' },
} as const;

/** Gets a token for a client (RFC 6749, 4.4). Throws CredentialRefused. */
export async function clientToken(
  account: { readonly clientId: string; readonly clientSecret: string; readonly tokenUrl: string },
  ask: (call: HttpCall) => Promise<HttpReply>,
  scope?: string,
): Promise<Token> {
  const { clientId, clientSecret, tokenUrl } = account;
  const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  return readToken(await ask({ path: tokenUrl, body: new URLSearchParams({ ...grant, ...(scope && { scope }) }) }));
}
