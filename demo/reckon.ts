import accounting from '../engine/outcomes/queries/accounting.ts';
import type { Query } from '../engine/outcomes/queries/contract.ts';
import latency from '../engine/outcomes/queries/latency.ts';
import type { OutcomeStore } from '../engine/stores/contract.ts';
import type { Report, Span, TriggerReport } from './report.ts';

/** What the demo saw itself, to hold against what ClickHouse says. */
export interface DemoCounts {
  /** Signals the demo sent, and what the engine said of them. */
  readonly sent: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly { readonly id: string; readonly reason: string }[];
  readonly mails: number;
  readonly webhooks: number;
  /** What made-up services took, by channel. */
  readonly services: Readonly<Record<string, number>>;
  /** In-app messages that an app has shown, each once. */
  readonly shown: number;
}

/**
 * Begins the ids of signals that readers of messages send; the engine sends `message` signals of its own beside them.
 */
export const READER = 'reader.';

const SPANS = `
  quantileExactIf(0.5)(elapsed_ms, step = 'queued') AS queued_p50,
  quantileExactIf(0.99)(elapsed_ms, step = 'queued') AS queued_p99,
  quantileExactIf(0.5)(elapsed_ms, step = 'sent') AS accepted_p50,
  quantileExactIf(0.99)(elapsed_ms, step = 'sent') AS accepted_p99`;

/** Sums the day up, every figure from ClickHouse, and lists whatever does not add up. */
export async function reckon(store: Pick<OutcomeStore, 'query'>, seen: DemoCounts): Promise<Report> {
  const ask = <T>(sql: string) => store.query<T>(sql, {});
  const question = <T>({ sql, params }: Query & { readonly sql: string }) => store.query<T>(sql, params.parse({}));
  const triggers = await ask<TriggerRow>(`
    SELECT trigger, countIf(step = 'matched') AS matched, countIf(step = 'held-back') AS held_back,
      countIf(step IN ('expired', 'failed', 'uncertain')) AS other, ${SPANS}
    FROM outcomes WHERE trigger != '' GROUP BY trigger ORDER BY matched DESC, trigger`);
  const channels = await ask<{ trigger: string; channel: string; n: number }>(`
    SELECT trigger, channel, count() AS n FROM outcomes WHERE step = 'sent' GROUP BY trigger, channel`);
  const gates = await ask<{ gate: string; n: number }>(`
    SELECT gate, count() AS n FROM outcomes WHERE step = 'held-back' GROUP BY gate ORDER BY n DESC, gate`);
  const steps = await question<StepRow>(latency);
  const ends = await question<EndRow>(accounting);
  const [signals] = await ask<{ stored: number; ids: number }>(`
    SELECT count() AS stored, uniqExact(id) AS ids
    FROM signals WHERE kind != 'message' OR startsWith(id, '${READER}')`);
  const [receipts] = await ask<{ shown: number; uncertain: number }>(`
    SELECT uniqExactIf(decision, step = 'delivered' AND channel = 'in-app') AS shown,
      countIf(step = 'uncertain') AS uncertain FROM outcomes`);

  const [eventful] = await ask<{ customer: string }>(`
    SELECT customer FROM outcomes WHERE NOT startsWith(customer, 'app-')
    GROUP BY customer ORDER BY uniqExact(step, gate) DESC, count() DESC, customer LIMIT 1`);

  const sent: Record<string, number> = {};
  for (const { channel, n } of channels) sent[channel] = (sent[channel] ?? 0) + n;
  const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0);
  const [matched, decisions] = [sum(triggers.map((row) => row.matched)), sum(ends.map((row) => row.decisions))];
  return {
    signals: signals!.stored,
    decisions,
    matched,
    heldBack: Object.fromEntries(gates.map(({ gate, n }) => [gate, n])),
    sent,
    latencyMs: { signalToQueued: spanOf(steps, 'queued'), signalToAccepted: spanOf(steps, 'sent') },
    triggers: triggers.map((row) => triggerReport(row, channels)),
    customer: eventful?.customer ?? '',
    problems: [
      ...findUnsettled(seen),
      ...findUnended(ends),
      ...findAstray(seen, { ...signals!, ...receipts!, sent, matched, decisions }),
    ],
  };
}

type SpanRow = Readonly<Record<'queued_p50' | 'queued_p99' | 'accepted_p50' | 'accepted_p99', number | null>>;
type StepRow = Span & { readonly step: string };
interface EndRow {
  readonly state: 'open' | 'ended' | 'ended more than once';
  readonly last_step: string;
  readonly decisions: number;
  readonly examples: readonly string[];
}
type TriggerRow = SpanRow & {
  readonly trigger: string;
  readonly matched: number;
  readonly held_back: number;
  readonly other: number;
};

function triggerReport(
  row: TriggerRow,
  channels: readonly { trigger: string; channel: string; n: number }[],
): TriggerReport {
  const mine = channels.filter(({ trigger }) => trigger === row.trigger);
  const [queued, accepted] = [span(row, 'queued'), span(row, 'accepted')];
  return {
    trigger: row.trigger,
    matched: row.matched,
    heldBack: row.held_back,
    sent: Object.fromEntries(mine.map(({ channel, n }) => [channel, n])),
    other: row.other,
    queuedP50: queued.p50,
    queuedP99: queued.p99,
    acceptedP50: accepted.p50,
    acceptedP99: accepted.p99,
  };
}

/** A percentile of nothing is null in ClickHouse's JSON. */
function span(row: SpanRow, step: 'queued' | 'accepted'): Span {
  return { p50: row[`${step}_p50`] ?? Number.NaN, p99: row[`${step}_p99`] ?? Number.NaN };
}

function spanOf(steps: readonly StepRow[], name: string): Span {
  const { p50, p99 } = steps.find(({ step }) => step === name) ?? { p50: Number.NaN, p99: Number.NaN };
  return { p50, p99 };
}

/** Decisions that did not end, or ended twice. */
function findUnended(ends: readonly EndRow[]): readonly string[] {
  return ends
    .filter(({ state }) => state !== 'ended')
    .map(({ state, last_step, decisions, examples }) => {
      const such = state === 'open' ? `still open after '${last_step}'` : state;
      return `${decisions} decisions ${such}, such as ${examples[0]}`;
    });
}

/** What the engine did not take. */
function findUnsettled({ sent, accepted, duplicates, rejected }: DemoCounts): readonly string[] {
  const problems = rejected.slice(0, 5).map(({ id, reason }) => `signal ${id} was rejected: ${reason}`);
  const settled = accepted + duplicates + rejected.length;
  if (settled !== sent) problems.push(`${sent} signals were sent, ${settled} were settled`);
  return problems;
}

interface Told {
  readonly stored: number;
  readonly ids: number;
  readonly decisions: number;
  readonly matched: number;
  readonly shown: number;
  readonly uncertain: number;
  readonly sent: Readonly<Record<string, number>>;
}

/** Where what was stored and what was seen differ. */
function findAstray(seen: DemoCounts, told: Told): readonly string[] {
  const problems: string[] = [];
  const expect = (isWell: boolean, problem: string) => {
    if (!isWell) problems.push(problem);
  };
  const { 'in-app': inApp = 0 } = told.sent;
  expect(told.stored === seen.accepted, `${seen.accepted} signals were accepted, ${told.stored} are stored`);
  expect(told.ids === told.stored, `${told.stored - told.ids} signals are stored twice`);
  expect(told.matched === told.decisions, `${told.matched} matches, ${told.decisions} decisions`);
  const arrived = { email: seen.mails, webhook: seen.webhooks, ...seen.services };
  for (const channel of new Set([...Object.keys(arrived), ...Object.keys(told.sent)])) {
    if (channel === 'in-app') continue;
    const [sent, came] = [told.sent[channel] ?? 0, (arrived as Readonly<Record<string, number>>)[channel] ?? 0];
    expect(came >= sent && came <= sent + told.uncertain, `${sent} messages were sent by ${channel}, ${came} arrived`);
  }
  expect(told.shown === seen.shown, `${seen.shown} in-app messages were shown, ${told.shown} are recorded as shown`);
  expect(told.shown <= inApp, `${inApp} in-app messages were sent, ${told.shown} are recorded as shown`);
  return problems;
}
