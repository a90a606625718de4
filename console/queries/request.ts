import type { ApiError } from '../../engine/api/contract.ts';
import { noteReach } from './reach.ts';

/** The API said no: what it said, with every problem where there are some. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly status: number;
  readonly problems: NonNullable<ApiError['problems']>;
  /** Finds the line in the engine's log. */
  readonly id: string | undefined;
  /** The whole answer. */
  readonly answer: ApiError;

  constructor(status: number, answer: ApiError, id: string | undefined) {
    const { error, problems = [] } = answer;
    super(error);
    this.answer = answer;
    this.status = status;
    this.problems = problems;
    this.id = id;
  }
}

/** No answer came: the engine is away, or the network is. */
export class EngineAway extends Error {
  override readonly name = 'EngineAway';
}

/**
 * Asks the management API as the person who is signed in. Throws RequestRefused or EngineAway, and what `signal` was
 * ended with.
 */
export async function request<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(path, {
    method,
    credentials: 'same-origin',
    headers: {
      // A page of another site cannot set a header of its own: what changes something must have it.
      'x-kairos-console': '1',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    noteReach(false);
    throw new EngineAway('the engine does not answer', { cause });
  });
  noteReach(true);
  if (answer.ok) return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
  throw new RequestRefused(answer.status, await refusalIn(answer), answer.headers.get('x-request-id') ?? undefined);
}

async function refusalIn(answer: Response): Promise<ApiError> {
  const text = await answer.text();
  try {
    const said = JSON.parse(text) as Partial<ApiError>;
    if (typeof said.error === 'string') return { ...said, error: said.error };
  } catch {
    // A proxy answers with a page of its own: its status says all there is.
  }
  return { error: `${answer.status} ${answer.statusText}`.trim() };
}
