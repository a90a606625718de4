import type { Failure } from './contract.ts';
import { RowsRefused, StatementFailed } from './contract.ts';

export function failureOf(error: unknown): Failure {
  return {
    message: error instanceof Error ? error.message : String(error),
    isRefusal: error instanceof RowsRefused,
    ...(error instanceof StatementFailed && { statement: { code: error.code, type: error.type } }),
  };
}

export function errorOf({ message, isRefusal, statement }: Failure): Error {
  if (statement) return new StatementFailed(message, statement.code, statement.type);
  return isRefusal ? new RowsRefused(message) : new Error(message);
}
