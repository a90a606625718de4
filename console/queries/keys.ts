import { queryOptions } from '@tanstack/react-query';
import type { KeyView } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** The keys of programs. */
export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: () => request<{ readonly keys: readonly KeyView[] }>('GET', '/v1/keys'),
});

/** A new key, in the clear this once. */
export type MadeKey = KeyView & { readonly key: string };

export function makeKey(role: KeyView['role'], name: string): Promise<MadeKey> {
  return request('POST', '/v1/keys', { role, name });
}

/** Makes the successor of a key; the old one counts for a day beside it. */
export function rotateKey(id: string): Promise<MadeKey> {
  return request('POST', `/v1/keys/${id}/rotate`, {});
}

export function revokeKey(id: string): Promise<unknown> {
  return request('DELETE', `/v1/keys/${id}`);
}
