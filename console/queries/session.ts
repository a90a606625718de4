import { queryOptions, useQuery } from '@tanstack/react-query';
import type { SessionView } from '../../engine/api/contract.ts';
import { RequestRefused, request } from './request.ts';

/** Who is signed in; null: nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<SessionView | null> => {
    try {
      return await request<SessionView>('GET', '/v1/session');
    } catch (cause) {
      if (cause instanceof RequestRefused && cause.status === 401) return null;
      throw cause;
    }
  },
  staleTime: 60_000,
});

export function signIn(name: string, password: string): Promise<SessionView> {
  return request('POST', '/v1/session', { name, password });
}

/** How people may sign in here. */
export const waysQuery = queryOptions({
  queryKey: ['sign-in ways'],
  queryFn: () => request<{ readonly openId: boolean }>('GET', '/v1/session/ways'),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Signs in with the token of a link that works once. */
export function signInOnce(token: string): Promise<SessionView> {
  return request('POST', '/v1/session/once', { token });
}

/** `current`: the password so far, where the person has one. */
export function choosePassword(password: string, current?: string): Promise<void> {
  return request('PUT', '/v1/session/password', { password, ...(current !== undefined && { current }) });
}

export function signOut(): Promise<void> {
  return request('DELETE', '/v1/session');
}

/** Whether the person who is signed in may do this. */
export function useMay(permission: SessionView['may'][number]): boolean {
  return useQuery(sessionQuery).data?.may.includes(permission) ?? false;
}
