const CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOENT', 'EHOSTUNREACH', 'EAI_AGAIN']);
const WORDS = /^(Command timed out|Timeout error\.?|socket hang up|Connection is closed\.?)$/;

/** Whether an error says that a store cannot be reached now, rather than that it refuses. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { readonly code?: unknown };
  if (error.name === 'MaxRetriesPerRequestError' || WORDS.test(error.message)) return true;
  return CODES.has(String(code)) || isAway(error.cause);
}
