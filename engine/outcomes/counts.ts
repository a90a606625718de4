import * as z from 'zod';
import type { Words } from '../../triggers/words/contract.ts';
import { say } from '../../triggers/words/say.ts';
import { by, type FactName, filters, havingFacts } from './facts.ts';
import { OF_TRIGGER, period, trigger, WITHIN } from './query-params.ts';

/*
 * COUNTING DECISIONS. Every question about results counts the same way: the decisions that matched within the period,
 * of one trigger or all, with these facts; what became of each of them until today.
 */

/** The steps that a decision can have come to, as questions name them: their conditions on a row of decisions. */
const STEP_CONDITIONS = {
  matched: '1',
  'let-through': 'isNotNull(coalesce(queued_at, attempted_at, sent_at, failed_at, uncertain_at))',
  'held-back': 'isNotNull(held_at)',
  deferred: 'isNotNull(deferred_at)',
  queued: 'isNotNull(queued_at)',
  sent: 'isNotNull(sent_at)',
  delivered: 'isNotNull(delivered_at)',
  opened: 'isNotNull(opened_at)',
  clicked: 'isNotNull(clicked_at)',
  replied: 'isNotNull(replied_at)',
  bounced: 'isNotNull(bounced_at)',
  complained: 'isNotNull(complained_at)',
  expired: 'isNotNull(expired_at)',
  failed: 'isNotNull(failed_at)',
  uncertain: 'isNotNull(uncertain_at)',
  converted: 'isNotNull(converted_at)',
  'machine-opened': 'isNotNull(machine_opened_at)',
  'machine-clicked': 'isNotNull(machine_clicked_at)',
} as const;

export type CountedStep = keyof typeof STEP_CONDITIONS;
export const COUNTED_STEPS = Object.keys(STEP_CONDITIONS) as readonly CountedStep[];

/** The steps as people read them. */
export const COUNTED_STEP_WORDS: Readonly<Record<CountedStep, Words>> = {
  matched: { en: 'Matched', de: 'Gepasst' },
  'let-through': { en: 'Let through', de: 'Durchgelassen' },
  'held-back': { en: 'Held back', de: 'Zurückgehalten' },
  deferred: { en: 'Put off', de: 'Aufgeschoben' },
  queued: { en: 'Queued', de: 'In der Warteschlange' },
  sent: { en: 'Sent', de: 'Gesendet' },
  delivered: { en: 'Delivered', de: 'Zugestellt' },
  opened: { en: 'Opened', de: 'Geöffnet' },
  clicked: { en: 'Clicked', de: 'Angeklickt' },
  replied: { en: 'Answered', de: 'Beantwortet' },
  bounced: { en: 'Came back', de: 'Zurückgekommen' },
  complained: { en: 'Complained about', de: 'Beanstandet' },
  expired: { en: 'Too late', de: 'Verfallen' },
  failed: { en: 'Failed', de: 'Gescheitert' },
  uncertain: { en: 'Uncertain', de: 'Ungewiss' },
  converted: { en: 'Succeeded', de: 'Erfolgreich' },
  'machine-opened': { en: 'Opened by a machine', de: 'Von einer Maschine geöffnet' },
  'machine-clicked': { en: 'Clicked by a machine', de: 'Von einer Maschine angeklickt' },
};

/** The parameter with the way in which a conversion that several messages came before counts. */
const attribution = {
  attribution: say(
    z.enum(['each', 'first', 'last']),
    { en: 'A success counts for', de: 'Ein Erfolg zählt für' },
    {
      description: {
        en: 'Where several messages came before one success: for each of them, the first, or the last.',
        de: 'Wo mehrere Nachrichten einem Erfolg vorausgingen: für jede, für die erste oder für die letzte.',
      },
      titles: {
        each: { en: 'Each message', de: 'Jede Nachricht' },
        first: { en: 'The first', de: 'Die erste' },
        last: { en: 'The last', de: 'Die letzte' },
      },
    },
  ).default('each'),
};

/** The parameters of every question that counts decisions. */
export const counting = { ...period, ...trigger, ...filters, ...attribution };
/** Those of one that counts by facts. */
export const countingBy = { ...counting, ...by };

export interface Counting extends Readonly<Record<string, unknown>> {
  readonly attribution: 'each' | 'first' | 'last';
  readonly by?: readonly FactName[];
}

/**
 * The decisions that a question counts, for WHERE. `of` names their table, where a column of the answer is `at` too.
 */
export function countedWhere(params: Counting, of: '' | 'd.' = ''): string {
  return `${WITHIN.replace(/\bat\b/g, `${of}at`)} AND ${OF_TRIGGER} AND ${havingFacts(params)}`;
}

/**
 * The condition for decisions that came to a step. A conversion counts for those who got the message; for others only
 * where the question is about groups.
 */
export function reaches(step: CountedStep, params: Counting): string {
  if (step !== 'converted') return STEP_CONDITIONS[step];
  const { attribution: counts, by: facts = [], group } = params;
  const isOfGroups = facts.includes('group') || (Array.isArray(group) && group.length > 0);
  const among = isOfGroups ? '' : " AND `group` = 'message'";
  return `${STEP_CONDITIONS.converted}${among}${counts === 'each' ? '' : ` AND is_${counts}`}`;
}

/** How old the moment of a sent message was when it left, in milliseconds. */
export function ageAtSending(of: '' | 'd.' = ''): string {
  return `greatest(0, toUnixTimestamp64Milli(sent_at) - toUnixTimestamp64Milli(${of}at) + ifNull(signal_age_ms, 0))`;
}

/** The counts of a funnel, for SELECT. */
export function funnelCounts(params: Counting): string {
  const counts = (['let-through', 'held-back', 'sent', 'delivered', 'opened', 'clicked', 'converted'] as const).map(
    (step) => `countIf(${reaches(step, params)}) AS ${step.replace('-', '_')}`,
  );
  return ['count() AS matched', ...counts, `sumIf(ifNull(value, 0), ${reaches('converted', params)}) AS value`].join(
    ', ',
  );
}

/** The names of these counts, in the order of a funnel. */
export const FUNNEL_COLUMNS = [
  ...['matched', 'let_through', 'held_back', 'sent', 'delivered', 'opened', 'clicked', 'converted', 'value'],
] as const;

const NUMBERS: ReadonlySet<string> = new Set(['version', 'hour', 'weekday']);

/** The columns of `by` under the names of their facts: numbers as numbers, null where unknown. */
export function tellBy(facts: readonly FactName[]): string {
  const column = (name: FactName) => (name === 'group' ? '`group`' : name);
  return facts
    .map((name) => `${NUMBERS.has(name) ? `toUInt32OrNull(by_${name})` : `by_${name}`} AS ${column(name)}, `)
    .join('');
}
