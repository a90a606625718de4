import { compileDocuments } from '../../engine/definitions/compile-documents.ts';
import type { Document } from '../../engine/definitions/contract.ts';
import { createBackTest } from '../../engine/studies/back-test.ts';
import type { Assumption, BackTestReport } from '../../engine/studies/contract.ts';
import type { Signal } from '../../sdk/protocol.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { NOTE, squareStore, workspaceBody } from './workspace.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** Thursday, 12 November 2026, 19:00 in Berlin. */
export const EVENING = Date.UTC(2026, 10, 12, 18, 0);
const STORE = squareStore('alex', 52.52, 13.41);

let number = 0;
/** A signal with an id of its own. */
export const signal = (kind: string, value: Signal['value'], at = EVENING, customer = 'anna'): Signal => ({
  id: `s${++number}`,
  kind,
  customer,
  at,
  value,
});
/** An event of a customer's. */
export const event = (name: string, at = EVENING, customer = 'anna', properties: object = {}) =>
  signal('event', { name, properties }, at, customer);
/** In the store, or nine kilometres north of it. */
export const fix = (at: number, isInside: boolean, customer = 'anna') =>
  signal('location', { lat: isInside ? 52.52 : 52.6, lon: 13.41 }, at, customer);
/** Weather around the store. */
export const weather = (condition: string, at: number, validSeconds = 3_600) =>
  signal('weather', { lat: 52.52, lon: 13.41, radiusMetres: 5_000, condition, validSeconds }, at, '');
export const rain = (at: number, validSeconds = 3_600) => weather('rain', at, validSeconds);

/** What a back-test of a test is to know besides its triggers and signals. */
export interface BackTested {
  readonly trigger?: string;
  readonly assume?: readonly Assumption[];
  readonly mostCustomers?: number;
  readonly workspace?: Readonly<Record<string, unknown>>;
  /** In place of the store, which has no hours. */
  readonly places?: readonly Document[];
  readonly from?: number;
  readonly worldBefore?: readonly Signal[];
  readonly late?: ReadonlySet<Signal>;
  readonly begin?: (customer: string) => CustomerState;
}

/**
 * Lives through signals with some triggers, one of them tested: `draft`, when it is not said. Consent and reach are
 * assumed.
 */
export async function runBackTestOf(
  triggers: readonly Document[],
  signals: readonly Signal[],
  { trigger = 'draft', assume = ['consent', 'reach'], mostCustomers = 100, ...more }: BackTested = {},
): Promise<BackTestReport> {
  const { workspace, places = [STORE], late, ...parts } = more;
  const documents = [workspaceBody('smtp://127.0.0.1:1', workspace), NOTE, ...places, ...triggers];
  const { live, language } = await compileDocuments(documents);
  const { vocabulary, channels } = language;
  const test = await createBackTest({
    live,
    trigger,
    vocabulary,
    channels,
    zoneAt: () => 'Europe/Berlin',
    assume: new Set(assume),
    windowMs: 24 * HOUR,
    mostCustomers,
    ...parts,
  });
  test.take({ signals, refused: [], done: signals.length, ...(late && { late }) });
  return test.report(1);
}
