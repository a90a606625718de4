import { CredentialRefused, type HttpCall, type HttpReply, type Token } from './contract.ts';
import { fieldOf } from './field-of.ts';
import { signJwt } from './jwt.ts';
import { privateKey, secretly, text } from './settings.ts';

/** A service account of Google, from the file that its console gives. */
export const GOOGLE_SETTINGS = {
  clientEmail: text(320),
  privateKey: privateKey(),
  tokenUrl: text(2_000).default('https://oauth2.googleapis.com/token'),
};

/** Their words. */
export const GOOGLE_WORDS = {
  clientEmail: {
    title: { en: 'Service account', de: 'Dienstkonto' },
    kind: 'address',
    examples: ['kairos@shop.iam.gserviceaccount.com'],
  },
  privateKey: secretly({ en: 'Private key', de: 'Privater Schlüssel' }),
  tokenUrl: { title: { en: 'Address of sign-in', de: 'Adresse der Anmeldung' }, kind: 'address' },
} as const;

const HOUR_SECONDS = 3_600;

/** Gets a token by a signed assertion (RFC 7523). Throws CredentialRefused. */
export async function googleToken(
  account: { readonly clientEmail: string; readonly privateKey: string; readonly tokenUrl: string },
  scope: string,
  ask: (call: HttpCall) => Promise<HttpReply>,
  now: number,
): Promise<Token> {
  const iat = Math.floor(now / 1_000);
  const claims = { iss: account.clientEmail, scope, aud: account.tokenUrl, iat, exp: iat + HOUR_SECONDS };
  const assertion = signJwt('RS256', account.privateKey, {}, claims);
  const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion };
  return readToken(await ask({ path: account.tokenUrl, body: new URLSearchParams(grant) }));
}

/** Reads the answer of a token endpoint (RFC 6749). Throws CredentialRefused. */
export function readToken(reply: HttpReply): Token {
  const value = fieldOf(reply.json, 'access_token');
  if (value !== undefined && reply.status < 300) {
    return { value, goodForMs: Number(fieldOf(reply.json, 'expires_in') ?? HOUR_SECONDS) * 1_000 };
  }
  const said = `no credential: HTTP ${reply.status} ${reply.text.slice(0, 500)}`;
  if (reply.status >= 400 && reply.status < 500 && reply.status !== 429) throw new CredentialRefused(said);
  throw new Error(said);
}
