import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { causeOf } from '../cause-of.ts';
import { CannotStart } from '../contract.ts';
import { createClickHouseStore } from './clickhouse-store.ts';
import type { OutcomeStore } from './contract.ts';

const REQUEST_TIMEOUT_MS = 60_000;

/**
 * Opens ClickHouse over HTTP, in the database of the URL's path (`kairos` without one), which is created if missing.
 * Throws CannotStart.
 */
export async function openHttpClickHouse(text: string, stop?: AbortSignal): Promise<OutcomeStore> {
  const url = new URL(text);
  const database = decodeURIComponent(url.pathname.slice(1)) || 'kairos';
  url.pathname = '';
  const client = (name: string) =>
    createClient({
      ...{ url, database: name, request_timeout: REQUEST_TIMEOUT_MS, application: 'kairos' },
      log: { level: ClickHouseLogLevel.OFF }, // every error reaches the caller
    });
  const read = client(database);
  const write = client(database);
  const admin = client(database);
  const guest = client('results');
  const first = client('default');
  try {
    await first.command({
      query: 'CREATE DATABASE IF NOT EXISTS {database:Identifier}',
      query_params: { database },
      ...(stop && { abort_signal: stop }),
    });
  } catch (cause) {
    await Promise.all([read, write, admin, guest].map((one) => one.close()));
    throw new CannotStart(
      `ClickHouse at ${url.host} cannot be used (${causeOf(cause)}); check KAIROS_CLICKHOUSE_URL, or leave it unset: the engine then brings its own`,
      { cause },
    );
  } finally {
    await first.close();
  }
  return createClickHouseStore({ read, write, admin, guests: [guest] });
}
