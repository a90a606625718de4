import { queryOptions } from '@tanstack/react-query';
import { request } from './request.ts';

export type QueryRow = Readonly<Record<string, unknown>>;

/** What a named question answered. */
export interface QueryAnswer {
  readonly rows: readonly QueryRow[];
  /** How many rows there are without a limit. */
  readonly of: number;
  readonly zone: string;
  /** When the newest row was stored; null: there is none. */
  readonly asOf: number | null;
  readonly lagMs: number | null;
  readonly readRows: number;
  readonly tookMs: number;
  readonly sql: string;
}

/** A question with its parameters, as the API takes them. */
export interface AskedQuestion {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
}

/** One of the engine's questions over the last so many days. */
export function resultQuery(name: string, days = 7) {
  return questionQuery({ name, params: { last: `${days}d` } });
}

/** One of the engine's questions. */
export function questionQuery(asked: AskedQuestion) {
  return queryOptions({
    queryKey: ['result', asked.name, asked.params],
    queryFn: ({ signal }) => request<QueryAnswer>('GET', questionAddress(asked), undefined, signal),
    staleTime: 10_000,
  });
}

/** The rows of a question, for what asks for them one after the other. */
export async function questionRows(asked: AskedQuestion, signal: AbortSignal): Promise<readonly QueryRow[]> {
  const { rows } = await request<QueryAnswer>('GET', questionAddress(asked), undefined, signal);
  return rows;
}

/** Every row that the API hands out for a question, for a file. */
export async function allRows(asked: AskedQuestion): Promise<readonly QueryRow[]> {
  const { rows } = await request<QueryAnswer>(
    'GET',
    questionAddress({ ...asked, params: { ...asked.params, limit: '50000' } }),
  );
  return rows;
}

/** Where the API answers it. */
export function questionAddress({ name, params }: AskedQuestion): string {
  return `/v1/queries/${name}?${new URLSearchParams(params)}`;
}
