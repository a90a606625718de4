import * as z from 'zod';
import { InvalidPeriod, readPeriod } from '../../outcomes/query-period.ts';
import { notFound, Refused } from '../failures.ts';
import type { RouteGroup } from '../route-group.ts';
import { askEffect, findShareChange, USUAL_DAYS } from '../trigger-effect.ts';
import { apiError } from '../wire/contract.ts';
import { effectAnswer } from '../wire/effect.ts';

const HOUR_MS = 3_600_000;

/** What a trigger caused. */
export default {
  name: 'effect',
  summary: 'What a trigger caused: message group against control group, in people and in money.',
  register(app, { queries, definitions, clock }) {
    app.get(
      '/v1/effect/:trigger',
      {
        config: { may: 'read' },
        schema: {
          summary:
            'Compares the message group of a trigger with its control group over a planned period. The answer holds however often it is asked; that of the planned end stays.',
          params: z.object({ trigger: z.string().min(1).max(200) }),
          querystring: z.object({
            from: z
              .string()
              .max(100)
              .optional()
              .describe(
                'A date, a time, or milliseconds (default: the first exposure since the control group has its present share).',
              ),
            zone: z.string().max(64).optional(),
            days: z.coerce
              .number()
              .min(0.04)
              .max(366)
              .default(USUAL_DAYS)
              .describe('How long the period is planned to be.'),
            goal: z.string().max(200).default('').describe('A goal or guard rail (default: the primary goal).'),
            worthwhile: z.coerce
              .number()
              .min(0.001)
              .max(10)
              .default(0.1)
              .describe('The relative difference that is worth knowing; says how long that takes.'),
          }),
          response: { 200: effectAnswer, 400: apiError, 404: apiError },
        },
      },
      async ({ params: { trigger: name }, query }) => {
        const { live } = definitions;
        const trigger = live.matcher.triggers.get(name);
        if (!trigger) throw notFound('trigger', name, live.triggers.keys());
        const now = clock.now();
        const { from, zone } = beginningOf(query, live.workspace.zone, now);
        const notBefore = from === undefined ? await findShareChange(definitions, name, now) : 0;
        const { days, goal, worthwhile } = query;
        const question = {
          trigger,
          goal,
          from: from && Math.floor(from / HOUR_MS) * HOUR_MS,
          notBefore,
          days,
          worthwhile,
          now,
        };
        return { trigger: name, ...(await askEffect(queries.run, question)), zone };
      },
    );
  },
} satisfies RouteGroup;

function beginningOf(given: { from?: string | undefined; zone?: string | undefined }, usualZone: string, now: number) {
  try {
    return readPeriod(given, usualZone, now);
  } catch (cause) {
    if (!(cause instanceof InvalidPeriod)) throw cause;
    throw new Refused(400, `${cause.part}: ${cause.message}`);
  }
}
