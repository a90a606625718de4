import { RowsRefused } from './contract.ts';

const UNREADABLE =
  /^(CANNOT_PARSE|CANNOT_READ_ALL_DATA|INCORRECT_DATA|CANNOT_INSERT_NULL|VALUE_IS_OUT_OF_RANGE|TOO_LARGE_STRING_SIZE|TYPE_MISMATCH|ILLEGAL_TYPE|UNEXPECTED_END_OF|DECIMAL_OVERFLOW|ARGUMENT_OUT_OF_BOUND|UNKNOWN_ELEMENT_OF_ENUM)/;

/** Returns RowsRefused if the error's ClickHouse type blames the data, else the same error. */
export function toRowsRefused(error: unknown): unknown {
  const { type } = error as { type?: unknown };
  if (typeof type !== 'string' || !UNREADABLE.test(type)) return error;
  return new RowsRefused((error as Error).message, { cause: error });
}
