import { expect } from 'vitest';
import type { Role } from '../../engine/people/contract.ts';
import type { TestApi } from './api.ts';

/** What the console sends with each change, and no key. */
export const OURS = { authorization: '', 'x-kairos-console': '1' };

/** Adds a person and signs them in; gives the headers of their browser. */
export async function signIn(api: TestApi, name: string, roles: readonly Role[], publishes = false) {
  await api.people.add(name, roles, publishes);
  const token = await api.people.linkFor(name);
  const answer = await api.ask('POST', '/v1/session/once', { token }, OURS);
  expect(answer.status).toBe(200);
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { headers: { ...OURS, cookie }, answer };
}
