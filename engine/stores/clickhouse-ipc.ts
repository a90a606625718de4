import type { Failure } from './contract.ts';
import { RowsRefused } from './contract.ts';

export function failureOf(error: unknown): Failure {
  return {
    message: error instanceof Error ? error.message : String(error),
    isRefusal: error instanceof RowsRefused,
  };
}

export function errorOf({ message, isRefusal }: Failure): Error {
  return isRefusal ? new RowsRefused(message) : new Error(message);
}
