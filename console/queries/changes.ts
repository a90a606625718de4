import { queryOptions } from '@tanstack/react-query';
import type {
  AuditView,
  PausesView,
  PauseView,
  Published,
  StoredDocumentView,
  UsersView,
  UserView,
  VersionView,
} from '../../engine/api/contract.ts';
import { RequestRefused, request } from './request.ts';

export type { PauseView, UserView, VersionView };

type Kind = StoredDocumentView['kind'];

/** A document to publish, as it was typed. */
export interface TypedDocument {
  readonly kind: Kind;
  readonly name: string;
  readonly text: string;
  readonly expectedVersion: number;
}

export function publishTyped(documents: readonly TypedDocument[], note: string): Promise<Published> {
  return request('POST', '/v1/publish', { documents, note });
}

/** The documents that were published meanwhile; undefined: it was refused for something else. */
export function conflictIn(error: unknown): readonly StoredDocumentView[] | undefined {
  return error instanceof RequestRefused && error.status === 409 ? error.answer.stored : undefined;
}

const versionsOf = (kind: Kind, name: string) => `/v1/versions/${kind}/${encodeURIComponent(name)}`;

/** The versions of a document, newest first. */
export function versionsQuery(kind: Kind, name: string) {
  return queryOptions({
    queryKey: ['versions', kind, name],
    queryFn: () => request<{ readonly versions: readonly VersionView[] }>('GET', versionsOf(kind, name)),
  });
}

/** One version, with its text. It never changes. */
export function versionQuery(kind: Kind, name: string, version: number) {
  return queryOptions({
    queryKey: ['version', kind, name, version],
    queryFn: () => request<StoredDocumentView>('GET', `${versionsOf(kind, name)}/${version}`),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function restoreVersion(
  kind: Kind,
  name: string,
  version: number,
  body: { readonly note?: string; readonly expectedVersion: number },
): Promise<Published> {
  return request('POST', `${versionsOf(kind, name)}/${version}/restore`, body);
}

/** What is paused, looked at anew every few seconds while somebody looks. */
export const pausesQuery = queryOptions({
  queryKey: ['pauses'],
  queryFn: () => request<PausesView>('GET', '/v1/pauses'),
  refetchInterval: 5_000,
});

export function pauseWhat(what: string, reason: string): Promise<PauseView> {
  return request('PUT', `/v1/pauses/${encodeURIComponent(what)}`, { reason });
}

export function resumeWhat(what: string): Promise<PauseView> {
  return request('DELETE', `/v1/pauses/${encodeURIComponent(what)}`);
}

/** The channels of the workspace. */
export const workspaceChannelsQuery = queryOptions({
  queryKey: ['workspace', 'channels'],
  queryFn: async () => {
    const { live } = await request<{ readonly live: { readonly channels: readonly string[] } }>('GET', '/v1/workspace');
    return live.channels;
  },
  staleTime: 60_000,
});

/** What uses a thing. */
export function usersQuery(kind: string, name: string) {
  return queryOptions({
    queryKey: ['used-by', kind, name],
    queryFn: () => request<UsersView>('GET', `/v1/used-by/${kind}/${encodeURIComponent(name)}`),
  });
}

/** The filters of the record of changes, as texts. */
export type ChangeFilters = Readonly<Partial<Record<'from' | 'to' | 'person' | 'kind' | 'name' | 'action', string>>>;

export function auditAddress(filters: ChangeFilters, more: Readonly<Record<string, string>> = {}): string {
  return `/v1/audit?${new URLSearchParams({ ...filters, ...more })}`;
}

/** A page of changes, newest first. */
export function auditQuery(filters: ChangeFilters, after: string | undefined) {
  return queryOptions({
    queryKey: ['audit', filters, after ?? ''],
    queryFn: () =>
      request<AuditView>('GET', auditAddress(filters, { most: '50', ...(after !== undefined && { after }) })),
  });
}
