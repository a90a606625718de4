import { buffer } from 'node:stream/consumers';
import type { ClickHouseClient } from '@clickhouse/client';
import type { GuestResult, GuestStatement } from './contract.ts';
import { StatementFailed } from './contract.ts';

/** Creates the reader of guests' statements: each takes the client with the fewest under way. */
export function createGuestReader(clients: readonly ClickHouseClient[]) {
  const underWay = new Map(clients.map((client) => [client, 0]));
  return async ({ sql, params, format }: GuestStatement): Promise<GuestResult> => {
    if (!/^\w+$/.test(format)) throw new Error(`'${format}' is no format`);
    const client = [...underWay].reduce((least, one) => (one[1] < least[1] ? one : least))[0];
    underWay.set(client, underWay.get(client)! + 1);
    try {
      const { stream } = await client.exec({ query: `${sql}\nFORMAT ${format}`, query_params: { ...params } });
      return { bytes: await buffer(stream) };
    } catch (error) {
      throw toStatementFailed(error);
    } finally {
      underWay.set(client, underWay.get(client)! - 1);
    }
  };
}

/** Returns StatementFailed if ClickHouse answered with an error, else the same error. */
function toStatementFailed(error: unknown): unknown {
  const { code, type, message } = error as { code?: unknown; type?: unknown; message: string };
  if (typeof code !== 'string' || typeof type !== 'string' || !/^\d+$/.test(code)) return error;
  return new StatementFailed(message, Number(code), type, { cause: error });
}
