import type { Cluster, Redis } from 'ioredis';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { OpenIdSettings } from '../../config/settings.ts';
import { type Claimed, type OpenId, OpenIdRefused, ROLES } from './contract.ts';

/** By state: what a sign-in that is under way needs when the browser comes back. Expires. */
const UNDER_WAY = 'kairos:openid:';
const UNDER_WAY_SECONDS = 600;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;
/** In the claim of roles: this person may publish what they may write. */
const PUBLISHER = 'publisher';

interface UnderWay {
  readonly verifier: string;
  readonly nonce: string;
  readonly back: string;
  readonly to: string;
}

/**
 * Creates sign-in by OpenID Connect: authorization code with PKCE, state and nonce. The provider is asked at first use.
 */
export function createOpenId(settings: OpenIdSettings, redis: Redis | Cluster): OpenId {
  const { issuer, clientId, clientSecret, rolesClaim } = settings;
  let found: Promise<Configuration> | undefined;
  const provider = (): Promise<Configuration> => {
    const url = new URL(issuer);
    // A provider on this machine may go without TLS; any other must have it.
    const execute = url.protocol === 'http:' && LOOPBACK.test(url.hostname) ? [allowInsecureRequests] : [];
    found ??= discovery(url, clientId, clientSecret, undefined, { execute }).catch((cause: unknown) => {
      found = undefined;
      throw new OpenIdRefused('away', `the provider ${issuer} cannot be asked`, { cause });
    });
    return found;
  };
  return {
    async begin(back, to) {
      const config = await provider();
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      const underWay: UnderWay = { verifier, nonce, back, to };
      await redis.set(UNDER_WAY + state, JSON.stringify(underWay), 'EX', UNDER_WAY_SECONDS);
      const url = buildAuthorizationUrl(config, {
        redirect_uri: back,
        scope: 'openid profile email',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, state };
    },
    async finish(query, state) {
      const text = state === undefined ? null : await redis.getdel(UNDER_WAY + state);
      if (text === null)
        throw new OpenIdRefused('late', 'this sign-in was not begun in this browser, or took too long');
      const { verifier, nonce, back, to } = JSON.parse(text) as UnderWay;
      const checks = { pkceCodeVerifier: verifier, expectedNonce: nonce, expectedState: state!, idTokenExpected: true };
      const config = await provider();
      const tokens = await authorizationCodeGrant(config, new URL(`${back}?${query}`), checks).catch(
        (cause: unknown) => {
          throw new OpenIdRefused('denied', 'the provider did not sign this person in', { cause });
        },
      );
      return { claimed: readClaims(tokens.claims() ?? {}, rolesClaim), to };
    },
  };
}

/** Reads who somebody is from the provider's claims. Throws OpenIdRefused where they have no role here. */
function readClaims(claims: Readonly<Record<string, unknown>>, rolesClaim: string): Claimed {
  const name = [claims.preferred_username, claims.email, claims.sub].find((one) => typeof one === 'string') as string;
  const given = valueAt(claims, rolesClaim);
  // Groups come as paths or with the name of the application before: `/staff/kairos-analyst` is an analyst.
  const named = (Array.isArray(given) ? given : [given]).map((one) =>
    String(one)
      .toLowerCase()
      .replace(/^.*\//, '')
      .replace(/^kairos-/, ''),
  );
  const roles = ROLES.filter((role) => named.includes(role));
  if (roles.length === 0) {
    const why = `the provider gives '${name}' no role: '${rolesClaim}' has none of ${ROLES.join(', ')}`;
    throw new OpenIdRefused('no-role', why);
  }
  return { name: name.toLowerCase(), subject: String(claims.sub), roles, publishes: named.includes(PUBLISHER) };
}

/** A claim by its name, or by a path such as `realm_access.roles`. */
function valueAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (path in claims) return claims[path];
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      claims,
    );
}
