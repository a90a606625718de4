import { queryOptions } from '@tanstack/react-query';
import type { KeptQuestion, QuestionsAnswer, SqlAnswer, ViewsAnswer } from '../../engine/api/contract.ts';
import { request } from './request.ts';

export type SqlParams = Readonly<Record<string, unknown>>;

/** The views that can be asked, with their columns. */
export const viewsQuery = queryOptions({
  queryKey: ['sql', 'views'],
  queryFn: () => request<ViewsAnswer>('GET', '/v1/sql/views'),
  staleTime: 60_000,
});

/** The answer to a question in SQL; asked again only when it is asked for. */
export function sqlQuery(sql: string, params: SqlParams) {
  return queryOptions({
    queryKey: ['sql', 'answer', sql, params],
    queryFn: ({ signal }) => request<SqlAnswer>('POST', '/v1/sql', { sql, params }, signal),
    enabled: sql !== '',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** The answer to a saved question, which everybody who may read is given. */
export function savedQuery(id: string, params: SqlParams) {
  const asked = new URLSearchParams(
    Object.entries(params).map(([name, value]) => [
      `p.${name}`,
      Array.isArray(value) ? JSON.stringify(value) : String(value),
    ]),
  );
  return queryOptions({
    queryKey: ['sql', 'saved', id, params],
    queryFn: ({ signal }) => request<SqlAnswer>('GET', `/v1/questions/${id}/answer?${asked}`, undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** The same answer as a file. */
export async function askForFile(sql: string, params: SqlParams, format: 'csv' | 'parquet'): Promise<Blob> {
  const answer = await fetch(`/v1/sql?format=${format}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'x-kairos-console': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ sql, params }),
  });
  if (!answer.ok) throw new Error(((await answer.json()) as { error: string }).error);
  return answer.blob();
}

/** The saved questions, the newest save first. */
export const questionsQuery = queryOptions({
  queryKey: ['sql', 'questions'],
  queryFn: () => request<QuestionsAnswer>('GET', '/v1/questions'),
});

/** Saves a question under a name for addresses. */
export function saveQuestion(
  id: string,
  question: { readonly title: string; readonly sql: string; readonly params: SqlParams; readonly since: number },
): Promise<KeptQuestion> {
  return request('PUT', `/v1/questions/${id}`, question);
}

export function removeQuestion(id: string): Promise<void> {
  return request('DELETE', `/v1/questions/${id}`);
}
