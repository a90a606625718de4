import { queryOptions } from '@tanstack/react-query';
import type { BoardsAnswer, KeptBoard, TileAnswer } from '../../engine/api/contract.ts';
import { RequestRefused, request } from './request.ts';

export type Board = KeptBoard['body'];
export type Tile = Board['tiles'][number];
export type Source = Tile['source'];

/** The boards, the newest save first. */
export const boardsQuery = queryOptions({
  queryKey: ['boards'],
  queryFn: () => request<BoardsAnswer>('GET', '/v1/boards'),
});

/** A tile's answer; a period takes the place of its own. */
export function tileQuery(
  { source, column }: Pick<Tile, 'source' | 'column'>,
  period: Readonly<Record<string, string>> | undefined,
) {
  return queryOptions({
    queryKey: ['tile', source, column, period],
    queryFn: ({ signal }) => request<TileAnswer>('POST', '/v1/tile-answer', { source, column, ...period }, signal),
    staleTime: 10_000,
    // Of one person three questions in SQL are answered at once; a board may have more.
    retry: (count, error) => error instanceof RequestRefused && error.status === 429 && count < 30,
    retryDelay: 400,
  });
}

/** Saves a board; refused where somebody saved another one since. */
export function saveBoard(id: string, board: Board, since: number): Promise<KeptBoard> {
  return request('PUT', `/v1/boards/${id}`, { ...board, since });
}

export function removeBoard(id: string): Promise<void> {
  return request('DELETE', `/v1/boards/${id}`);
}
