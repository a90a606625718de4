import type { Signal } from '../../sdk/protocol.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import type { RedisContexts } from '../context/contract.ts';
import type { OutcomeStore } from '../stores/contract.ts';
import { Refused } from './failures.ts';
import type { Customers, ExportedContext, ExportLine } from './parts.ts';

export interface CustomersParts {
  readonly contexts: RedisContexts;
  readonly store: OutcomeStore;
  /** Deletes the rows of customers from every table. */
  readonly eraseRows: (ids: readonly string[]) => Promise<void>;
  /**
   * Deletes what Redis holds of a customer outside of the context: their inbox, messages in the queue, results of
   * tests.
   */
  readonly forgetMessages: (id: string) => Promise<void>;
  /** How long to wait for ClickHouse to delete rows before the caller is told. */
  readonly eraseWithinMs: number;
}

interface SignalRow {
  readonly id: string;
  readonly kind: string;
  readonly customer: string;
  readonly at_ms: number;
  readonly value: string;
}

const SIGNAL = 'SELECT id, kind, customer, toUnixTimestamp64Milli(at) AS at_ms, value FROM signals';
/** The rows of one step of an export. */
const PAGE = 5_000;

/** Creates the access to everything that is stored of customers, over all stores. */
export function createCustomers({
  contexts,
  store,
  eraseRows,
  forgetMessages,
  eraseWithinMs,
}: CustomersParts): Customers {
  const idsOf = ({ id, aliases }: CustomerState) => [id, ...aliases];
  return {
    read: (customer) => contexts.read(customer),
    async lastSignal(customer) {
      const ids = idsOf(await contexts.read(customer));
      const sql = `${SIGNAL} WHERE customer IN {ids:Array(String)} ORDER BY at DESC LIMIT 1`;
      const [row] = await store.query<SignalRow>(sql, { ids });
      return row && signalOf(row);
    },
    async *export(customer) {
      const context = await contexts.read(customer);
      const ids = idsOf(context);
      yield { type: 'context', context: exportState(context) };
      yield* pages<SignalRow>(
        store,
        `${SIGNAL} WHERE customer IN {ids:Array(String)} ORDER BY at, stored_at, shard, seq, row`,
        ids,
        (row) => ({
          type: 'signal',
          signal: signalOf(row),
        }),
      );
      yield* pages<Readonly<Record<string, unknown>>>(
        store,
        'SELECT * EXCEPT (seq, shard, row) FROM outcomes WHERE customer IN {ids:Array(String)} ORDER BY at, stored_at, shard, seq, row',
        ids,
        (outcome) => ({ type: 'outcome', outcome }),
      );
      yield* pages<Readonly<Record<string, unknown>> & { readonly content: string }>(
        store,
        'SELECT * EXCEPT (seq, shard, row) FROM messages WHERE customer IN {ids:Array(String)} ORDER BY at, stored_at, shard, seq, row',
        ids,
        ({ content, ...rest }) => ({ type: 'message', message: { ...rest, content: JSON.parse(content) as unknown } }),
      );
      yield* pages<Readonly<Record<string, unknown>> & { readonly content: string }>(
        store,
        'SELECT * EXCEPT (seq, shard, row) FROM conversation WHERE customer IN {ids:Array(String)} ORDER BY at, stored_at, shard, seq, row',
        ids,
        ({ content, ...rest }) => ({ type: 'said', said: { ...rest, content: JSON.parse(content) as unknown } }),
      );
      yield* pages<Readonly<Record<string, unknown>>>(
        store,
        'SELECT * EXCEPT (seq, shard, row) FROM consent_proofs WHERE customer IN {ids:Array(String)} ORDER BY confirmed_at, stored_at, shard, seq, row',
        ids,
        (proof) => ({ type: 'consent-proof', proof }),
      );
    },
    async erase(...customers) {
      const ids: string[] = [];
      for (const customer of customers) ids.push(...idsOf(await contexts.read(customer)), customer);
      return { ids: await eraseAll([...new Set(ids)]) };
    },
  };

  async function eraseAll(ids: readonly string[]): Promise<readonly string[]> {
    // The rows first: if that fails, the context still knows every id for another try.
    await waitAtMost(eraseRows(ids), eraseWithinMs, 'nothing was forgotten yet');
    for (const id of ids) {
      await contexts.markErased(id);
      await contexts.forget(id);
      await forgetMessages(id);
    }
    // A signal that was under way has left rows since, or a context.
    for (const id of ids) await contexts.forget(id);
    await waitAtMost(eraseRows(ids), eraseWithinMs, `what came of ${ids.join(', ')} in the last moments may be left`);
    return ids;
  }
}

/** Waits a limited time for rows to be deleted. ClickHouse goes on deleting afterwards. Throws Refused. */
async function waitAtMost(erasing: Promise<void>, mostMs: number, left: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const why = `ClickHouse did not delete the rows within ${mostMs / 1_000} s; ${left}, ask again`;
    timer = setTimeout(() => reject(new Refused(503, why)), mostMs);
  });
  // Who was told does not wait any more.
  erasing.catch(() => undefined);
  await Promise.race([erasing, late]).finally(() => clearTimeout(timer));
}

async function* pages<T>(
  store: OutcomeStore,
  sql: string,
  ids: readonly string[],
  lineOf: (row: T) => ExportLine,
): AsyncGenerator<ExportLine> {
  for (let offset = 0; ; offset += PAGE) {
    const rows = await store.query<T>(`${sql} LIMIT {most:UInt32} OFFSET {offset:UInt32}`, { ids, most: PAGE, offset });
    for (const row of rows) yield lineOf(row);
    if (rows.length < PAGE) return;
  }
}

function exportState({ seen, ...kept }: CustomerState): ExportedContext {
  return { ...kept, seen: seen?.format() ?? '' };
}

function signalOf({ id, kind, customer, at_ms, value }: SignalRow): Signal {
  return { id, kind, customer, at: Number(at_ms), value: JSON.parse(value) as Signal['value'] };
}
