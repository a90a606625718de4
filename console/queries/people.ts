import { queryOptions } from '@tanstack/react-query';
import type { PersonView, Role } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** Everybody who may sign in. */
export const consolePeopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: () => request<{ readonly people: readonly PersonView[] }>('GET', '/v1/people'),
});

/** What a person may do. */
export interface Work {
  readonly roles: readonly Role[];
  readonly publishes: boolean;
}

interface Link {
  readonly token: string;
}

/** Adds a person; the token signs them in once. */
export function addPerson(name: string, work: Work): Promise<Link> {
  return request('POST', '/v1/people', { name, ...work });
}

export function changePerson(name: string, work: Work): Promise<PersonView> {
  return request('PUT', `/v1/people/${encodeURIComponent(name)}`, work);
}

export function removePerson(name: string): Promise<void> {
  return request('DELETE', `/v1/people/${encodeURIComponent(name)}`);
}

/** Makes a new token that signs a person in once. */
export function linkForPerson(name: string): Promise<Link> {
  return request('POST', `/v1/people/${encodeURIComponent(name)}/link`);
}
