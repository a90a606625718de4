import type { CustomerState } from '../../triggers/state/contract.ts';
import { type BackTestParts, createBackTest } from './back-test.ts';
import type { BackTestReport, Histories, Period, Recordings } from './contract.ts';
import { type Running, runBackTest } from './run.ts';
import { startStatesAt } from './start-states.ts';

export interface StoredTest extends Omit<BackTestParts, 'from' | 'worldBefore' | 'begin'> {
  readonly period: Period;
  readonly recordings: Recordings;
  readonly histories: Pick<Histories, 'worldBefore'>;
  /** Reads the state of a customer as it is today. */
  readonly read: (customer: string) => Promise<CustomerState>;
  /** The most signals that are read. */
  readonly mostSignals: number;
  /** Tests one in so many customers; absent: all. */
  readonly oneIn?: number;
}

/**
 * Prepares a back-test on the stored signals of a period, and returns the function that runs it once. Customers begin
 * with what is stored of them today and was true before the period.
 */
export async function testStored({
  period,
  recordings,
  histories,
  read,
  mostSignals,
  oneIn,
  ...parts
}: StoredTest): Promise<(running: Running) => Promise<BackTestReport>> {
  const begins = startStatesAt(period.from, read);
  const test = await createBackTest({
    ...parts,
    from: period.from,
    worldBefore: await histories.worldBefore(period.from - 1),
    begin: begins.of,
  });
  return (running) => runBackTest(test, begins.before(recordings.read(period, mostSignals, oneIn)), running);
}
