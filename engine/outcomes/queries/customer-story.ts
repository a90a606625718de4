import * as z from 'zod';
import { say } from '../../../triggers/words/say.ts';
import { period, WITHIN } from '../query-params.ts';
import { REASON } from '../reasons.ts';
import type { Query } from './contract.ts';

export default {
  name: 'customer-story',
  isPersonal: true,
  hasNoView: true,
  title: { en: 'Story of a customer', de: 'Verlauf eines Kunden' },
  summary: {
    en: 'Everything that happened to one customer, signals and outcomes, in the order it was recorded; the newest when it is long.',
    de: 'Alles, was einem Kunden geschah, Signale und Ergebnisse, in der Reihenfolge der Aufzeichnung; das Neueste, wenn es lang ist.',
  },
  params: z.object({
    customer: say(
      z.string().min(1).max(128),
      { en: 'Customer', de: 'Kunde' },
      { description: { en: 'The customer’s id.', de: 'Die Kennung des Kunden.' } },
    ),
    ...period,
  }),
  sql: `
    SELECT toUnixTimestamp64Milli(at) AS at, type, what, signal, decision, trigger, version, channel, provider, place, gate,
      reason, code, args, until, attempt, round(elapsed_ms, 3) AS elapsed_ms, value, moves
    FROM (
      SELECT * FROM (
        SELECT at, 'signal' AS type, kind AS what, id AS signal, '' AS decision, '' AS trigger, 0 AS version, '' AS channel,
          '' AS provider, '' AS place, '' AS gate, if(late, 'late', '') AS reason, '' AS code, '' AS args, 0 AS until, 0 AS attempt, 0. AS elapsed_ms, value,
          JSONExtract(moves, 'Array(String)') AS moves,
          stored_at, seq, shard, row
        FROM signals
        WHERE customer = {customer:String} AND ${WITHIN}
        UNION ALL
        SELECT at, 'outcome' AS type, step AS what, signal, decision, trigger, version, channel, provider, place, gate, reason,
          ${REASON}, attempt, elapsed_ms, if(step = 'sent', content, '') AS value,
          CAST([], 'Array(String)') AS moves, stored_at, seq, shard, row
        FROM outcomes
        LEFT ANY JOIN (SELECT decision, content FROM messages WHERE customer = {customer:String}) AS said USING (decision)
        WHERE customer = {customer:String} AND ${WITHIN}
      )
      ORDER BY stored_at DESC, seq DESC, shard DESC, row DESC
      LIMIT 1 BY type, stored_at, seq, shard, row
      LIMIT {limit:UInt32}
    )
    ORDER BY stored_at, seq, shard, row`,
  keeps: 'newest',
  examples: [
    {
      params: { customer: 'bob', limit: '2' },
      gives: [
        {
          at: 1_767_639_960_000,
          type: 'outcome',
          what: 'matched',
          signal: 's1',
          decision: 'd7',
          trigger: 'rainy',
          version: 1,
          channel: 'email',
          provider: '',
          place: '',
          gate: '',
          reason: '',
          code: '',
          args: {},
          attempt: 0,
          elapsed_ms: 2,
          value: '',
          moves: [],
        },
        {
          at: 1_767_639_960_000,
          type: 'outcome',
          what: 'held-back',
          signal: 's1',
          decision: 'd7',
          trigger: 'rainy',
          version: 1,
          channel: 'email',
          provider: '',
          place: '',
          gate: 'cooldown',
          reason: 'until 2026-01-05T19:12:00.000Z',
          code: '',
          args: {},
          attempt: 0,
          elapsed_ms: 2,
          value: '',
          moves: [],
        },
      ],
    },
  ],
} satisfies Query;
