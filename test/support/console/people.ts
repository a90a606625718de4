import type { Role } from '../../../engine/people/contract.ts';
import type { TestEngine } from '../engine.ts';

/**
 * A person of the tests: the role, which is the name too. `editor` is a marketer who may write and not publish; a
 * `marketer` may publish.
 */
export type Person = Role | 'editor';

/** Every person of the tests signs in with this. */
export const PASSWORD = 'umbrella in the rain';

const HEADERS = { 'content-type': 'application/json', 'x-kairos-console': '1' };

/** Adds the person where there is none, signs them in over the API, and returns the session's cookie. */
export async function signInAs(
  { ask, consoleUrl }: TestEngine,
  person: Person,
): Promise<{ readonly name: string; readonly value: string }> {
  const first = await trySignIn(consoleUrl, '', { name: person, password: PASSWORD });
  if (first !== undefined) return first;
  const body = { name: person, roles: [person === 'editor' ? 'marketer' : person], publishes: person !== 'editor' };
  const added = await ask<{ token?: string }>('POST', '/v1/people', body);
  const token = added.body.token ?? (await ask<{ token: string }>('POST', `/v1/people/${person}/link`)).body.token;
  const session = await trySignIn(consoleUrl, '/once', { token });
  if (session === undefined) throw new Error(`'${person}' cannot be signed in: ${added.text}`);
  await fetch(`${consoleUrl}/v1/session/password`, {
    method: 'PUT',
    headers: { ...HEADERS, cookie: `${session.name}=${session.value}` },
    body: JSON.stringify({ password: PASSWORD }),
  });
  return session;
}

async function trySignIn(consoleUrl: string, path: string, body: object) {
  const answer = await fetch(`${consoleUrl}/v1/session${path}`, {
    method: 'POST',
    headers: HEADERS,
    body: JSON.stringify(body),
  });
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '') ?? [];
  return answer.ok && name !== undefined && value !== undefined ? { name, value } : undefined;
}
