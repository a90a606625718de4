import * as z from 'zod';
import { type Counting, countedWhere, countingBy, FUNNEL_COLUMNS, funnelCounts, reaches, tellBy } from '../counts.ts';
import { columnsBy, FACTS, namesBy } from '../facts.ts';
import { OF_TRIGGER } from '../query-params.ts';
import type { Query } from './contract.ts';

/** What woke triggers is counted by hour, and without the facts of a moment. */
const WOKEN = `hour >= toStartOfHour(fromUnixTimestamp64Milli({from:Int64}, 'UTC'))
    AND hour < fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND ${OF_TRIGGER} AND condition = ''`;

/** Of a time in which it was not counted it is not known; one that matched was woken. */
const WOKEN_IF_COUNTED = 'if(sum(counts.woken) = 0, NULL, greatest(sum(counts.woken), sum(counts.matched)))';

/** What mail proxies and link scanners did, where that is known, stands apart from what people did. */
const MACHINES = ['machine-opened', 'machine-clicked'] as const;
const COLUMNS = [...FUNNEL_COLUMNS, ...MACHINES.map((step) => step.replace('-', '_'))];
const NOTHING = Object.fromEntries(COLUMNS.map((name) => [name, 0]));
const NO_MACHINES = { machine_opened: 0, machine_clicked: 0 };

export default {
  name: 'results-funnel',
  title: { en: 'Funnel of results', de: 'Trichter der Ergebnisse' },
  summary: {
    en: 'How far what woke triggers came: matched, let through, sent, delivered, opened, clicked, succeeded, and what it was worth; together, or by one or two facts.',
    de: 'Wie weit kam, was Auslöser weckte: gepasst, durchgelassen, gesendet, zugestellt, geöffnet, angeklickt, erfolgreich, und was es wert war; zusammen, oder nach einem oder zwei Umständen.',
  },
  params: z.object(countingBy),
  sql(given) {
    const params = given as Counting;
    const { by: facts = [] } = params;
    const counts = COLUMNS.map((name) => `sum(counts.${name}) AS ${name}`).join(', ');
    const machines = MACHINES.map((step) => `countIf(${reaches(step, params)}) AS ${step.replace('-', '_')}`).join(
      ', ',
    );
    const none = COLUMNS.map((name) => `0 AS ${name}`).join(', ');
    const isByTrigger = facts.every((name) => name === 'trigger');
    const isOfAll = Object.keys(FACTS).every((name) => !Array.isArray(params[name]) || params[name].length === 0);
    const group = facts.length > 0 ? `GROUP BY ${namesBy(facts).join(', ')}` : '';
    const counted = `
      SELECT ${columnsBy(facts)}0 AS woken, ${funnelCounts(params)}, ${machines}
      FROM results.decisions
      WHERE ${countedWhere(params)}
      ${group}`;
    const woken = `
      UNION ALL
      SELECT ${columnsBy(facts)}sum(count) AS woken, ${none}
      FROM results.woken
      WHERE ${WOKEN}
      ${group}`;
    const isWokenKnown = isByTrigger && isOfAll;
    return `
    SELECT ${tellBy(facts)}${isWokenKnown ? WOKEN_IF_COUNTED : 'NULL'} AS woken, ${counts}
    FROM (${counted}${isWokenKnown ? woken : ''}) AS counts
    ${group}
    ORDER BY matched DESC${namesBy(facts)
      .map((name) => `, ${name}`)
      .join('')}`;
  },
  examples: [
    {
      params: {},
      gives: [
        {
          ...{ woken: 10, matched: 8, let_through: 3, held_back: 4, sent: 2 },
          ...{ delivered: 1, opened: 1, clicked: 1, converted: 1, value: 40, ...NO_MACHINES },
        },
      ],
    },
    {
      params: { by: 'weather', trigger: 'rainy' },
      gives: [
        { weather: '', woken: null, ...NOTHING, matched: 3, held_back: 3 },
        {
          ...{ weather: 'rain', woken: null, matched: 2, let_through: 1, held_back: 0, sent: 1 },
          ...{ delivered: 1, opened: 1, clicked: 1, converted: 1, value: 40, ...NO_MACHINES },
        },
        { weather: 'clear', woken: null, ...NOTHING, matched: 1, held_back: 1 },
      ],
    },
    {
      params: { by: 'hour,weekday', weather: 'rain,clear' },
      gives: [
        {
          ...{ hour: 19, weekday: 1, woken: null, matched: 2, let_through: 1, held_back: 1, sent: 1 },
          ...{ delivered: 1, opened: 1, clicked: 1, converted: 1, value: 40, ...NO_MACHINES },
        },
        { hour: 20, weekday: 1, woken: null, ...NOTHING, matched: 1 },
      ],
    },
  ],
} satisfies Query;
