import * as z from 'zod';
import email from '../../../channels/kinds/email.ts';
import { readDuration } from '../../../triggers/arguments/durations.ts';
import { ALERT_STATES } from '../../alerts/contract.ts';
import { TILE_LOOKS } from '../../shelf/contract.ts';
import { keptOf } from './shelf.ts';

/** A question with its parameters as people write them. */
export const source = z.object({
  kind: z.enum(['saved', 'named']).describe('A saved question, or one of the engine.'),
  name: z.string().min(1).max(120),
  params: z
    .record(z.string().regex(/^[A-Za-z_]\w{0,63}$/), z.string().max(1_000))
    .default({})
    .describe('`last` is a duration: the answer is of the time until now.'),
});

const column = z.string().max(120);
const address = z.string().max(320).refine(email.isAddress, 'an e-mail address');
const triggerName = z.string().min(1).max(200);

/** A board as it is written. */
export const board = z.object({
  title: z.string().trim().min(1).max(120),
  about: z.string().trim().max(1_000).default(''),
  tiles: z
    .array(
      z.object({
        title: z.string().trim().max(120).default('').describe('Empty: that of its question.'),
        source,
        look: z.enum(TILE_LOOKS).default('bars'),
        column: column.default('').describe('The column of its numbers; empty: the first that has some.'),
        width: z
          .union([z.literal(1), z.literal(2), z.literal(3)])
          .default(1)
          .describe('Of three columns.'),
      }),
    )
    .max(24),
  mailTo: z.array(address).max(20).default([]).describe('Who gets it by e-mail each Monday.'),
});

export const keptBoard = keptOf(board);
export const boardsAnswer = z.object({ boards: z.array(keptBoard).readonly() });

const duration = (leastMs: number, expected: string) =>
  z
    .string()
    .max(20)
    .refine((text) => (readDuration(text) ?? 0) >= leastMs, expected);

/** An alert as it is written. */
export const alert = z.object({
  title: z.string().trim().min(1).max(120),
  watch: z.discriminatedUnion('kind', [
    z
      .object({
        kind: z.literal('figure'),
        source,
        column: column.min(1),
        is: z.enum(['above', 'below']),
        bound: z.number(),
      })
      .describe('The number in a column of the first row of an answer is beyond a bound.'),
    z
      .object({ kind: z.literal('silent'), trigger: triggerName, for: duration(60_000, 'a duration of 1m or more') })
      .describe('A trigger has not matched for so long.'),
    z
      .object({ kind: z.literal('skewed'), trigger: triggerName })
      .describe('A control group has not the share that it was meant to have.'),
  ]),
  every: duration(60_000, 'a duration of 1m or more').default('15m').describe('How often it is judged.'),
  to: z
    .array(
      z.discriminatedUnion('channel', [
        z.object({ channel: z.literal('email'), to: address }),
        z.object({ channel: z.literal('webhook') }),
        z.object({ channel: z.literal('slack') }),
      ]),
    )
    .min(1)
    .max(10),
});

export const keptAlert = keptOf(alert);
export const alertsAnswer = z.object({ alerts: z.array(keptAlert).readonly() });

/** How an alert stands. */
export const alertStanding = z.object({
  state: z.enum(ALERT_STATES),
  since: z.number(),
  judgedAt: z.number(),
  number: z.number().nullable().describe('What was compared.'),
  isTold: z.boolean().describe('Its recipients were told that it rings.'),
  problem: z.string().optional().describe('Why it could not be judged.'),
});

/** The answer of `GET /v1/alerts/standings`. */
export const standingsAnswer = z.object({ standings: z.record(z.string(), alertStanding) });

/** What a tile asks; a period takes the place of the one in its question, `to` alone answers it as of then. */
export const tileRequest = z.object({
  source,
  column: column.default(''),
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  zone: z.string().max(64).optional(),
});

/** The rows of a tile. */
export const tileAnswer = z.object({
  title: z.string().describe('That of its question.'),
  columns: z.array(z.string()).readonly(),
  rows: z.array(z.record(z.string(), z.unknown())).readonly(),
  isCut: z.boolean().describe('There are more rows than 100.'),
  column: z.string().optional().describe('The column of its numbers; absent: there are none.'),
  names: z.array(z.string()).readonly().describe('The columns that name a row.'),
  of: z.number().optional().describe('How many rows there are; absent: nobody counted them.'),
  period: z
    .object({ from: z.number(), to: z.number() })
    .optional()
    .describe('The days that it is of; absent: its SQL says them.'),
  zone: z.string(),
  asOf: z.number().nullable().optional().describe('When the newest row was stored; absent: that is not known.'),
  lagMs: z.number().nullable().describe('How long rows have waited to be stored; null: this engine cannot tell.'),
  readRows: z.number(),
  tookMs: z.number(),
  sql: z.string(),
});

/** What a look at an alert found. */
export const foundAnswer = z.object({ isRinging: z.boolean(), number: z.number().nullable() });
