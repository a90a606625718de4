import type { Settings } from '../../config/settings.ts';
import type { Log } from '../contract.ts';
import { openHttpClickHouse } from './clickhouse-http.ts';
import type { OutcomeStore } from './contract.ts';
import { startEmbeddedClickHouse } from './embedded-clickhouse.ts';

/**
 * Opens the ClickHouse server of the settings, else the library in a child process. Gives up when `stop` aborts. Throws
 * CannotStart.
 */
export async function openOutcomeStore(
  settings: Pick<Settings, 'clickhouseUrl' | 'dataDir'>,
  log: Log,
  stop?: AbortSignal,
): Promise<OutcomeStore> {
  const { clickhouseUrl, dataDir } = settings;
  return clickhouseUrl === undefined
    ? startEmbeddedClickHouse(dataDir, log, { stop })
    : openHttpClickHouse(clickhouseUrl, stop);
}
