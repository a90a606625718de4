import type { HttpReply, Token, Verdict } from '../http/contract.ts';
import { fieldOf } from '../http/field-of.ts';
import { signJwt } from '../http/jwt.ts';
import { accountSettings, privateKey, secretly, text } from '../http/settings.ts';

/** What an account with Apple's push service says, whatever it pushes. */
export const APPLE_PUSH_SETTINGS = accountSettings(
  'https://api.push.apple.com',
  { keyId: text(20), team: text(20), privateKey: privateKey(), topic: text(200) },
  {
    keyId: { title: { en: 'Key id', de: 'Kennung des Schlüssels' }, kind: 'text' },
    team: { title: { en: 'Id of the team', de: 'Kennung des Teams' }, kind: 'text' },
    privateKey: secretly({ en: 'Private key', de: 'Privater Schlüssel' }),
    topic: { title: { en: 'Id of the app', de: 'Kennung der App' }, kind: 'text', examples: ['example.shop'] },
  },
);

/** Apple refuses tokens that are over an hour old, and those that change within 20 minutes. */
const TOKEN_MS = 50 * 60_000;

/** Signs a token of an account. */
export async function signApplePush(
  { keyId, team, privateKey }: { readonly keyId: string; readonly team: string; readonly privateKey: string },
  now: number,
): Promise<Token> {
  const claims = { iss: team, iat: Math.floor(now / 1_000) };
  return { value: signJwt('ES256', privateKey, { kid: keyId }, claims), goodForMs: TOKEN_MS };
}

/** How Apple's push service answers. */
export const APPLE_PUSH_REPLIES = {
  codes: ({ json }: HttpReply) => [fieldOf(json, 'reason')],
  verdicts: {
    BadDeviceToken: 'remove-token',
    Unregistered: 'remove-token',
    ExpiredToken: 'remove-token',
    DeviceTokenNotForTopic: 'drop',
    BadTopic: 'channel-misconfigured',
    MissingTopic: 'channel-misconfigured',
    TopicDisallowed: 'channel-misconfigured',
    InvalidProviderToken: 'channel-misconfigured',
    MissingProviderToken: 'channel-misconfigured',
    ExpiredProviderToken: 'credential-expired',
    TooManyProviderTokenUpdates: 'throttled',
    TooManyRequests: 'address-throttled',
    InternalServerError: 'transient',
    ServiceUnavailable: 'transient',
    Shutdown: 'transient',
  } as Readonly<Record<string, Verdict>>,
  accepted: ({ status, headers }: HttpReply) =>
    status === 200 ? (headers['apns-id'] as string | undefined) : undefined,
};
