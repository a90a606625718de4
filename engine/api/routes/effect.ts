import * as z from 'zod';
import { InvalidPeriod, readPeriod } from '../../outcomes/query-period.ts';
import { notFound, Refused } from '../failures.ts';
import type { RouteGroup } from '../route-group.ts';
import { askEffect, askWorkspaceEffect, type EffectSpan, findPlanChange } from '../trigger-effect.ts';
import { apiError } from '../wire/contract.ts';
import { effectAnswer } from '../wire/effect.ts';

const querystring = z.object({
  from: z
    .string()
    .max(100)
    .optional()
    .describe(
      'A date, a time, or milliseconds (default: the first exposure since the control group is as it is; one that no planned period begins with has no verdict).',
    ),
  zone: z.string().max(64).optional(),
  days: z.coerce
    .number()
    .min(0.04)
    .max(366)
    .optional()
    .describe(
      'How long the period is (default: as planned in `measure-for`). Of another length the numbers are told, and no verdict.',
    ),
  worthwhile: z.coerce
    .number()
    .min(0.001)
    .max(10)
    .default(0.1)
    .describe('The relative difference that is worth knowing; says how long that takes.'),
});

/** What triggers caused, one of them or all together. */
export default {
  name: 'effect',
  summary: 'What a trigger caused, or all of them: message group against control group, in people and in money.',
  register(app, { queries, definitions, clock }) {
    /**
     * Reads the period that is asked for; without a beginning it begins once the control group has its present share.
     */
    const spanOf = async (
      query: z.output<typeof querystring>,
      of: Parameters<typeof findPlanChange>[1],
    ): Promise<EffectSpan & { readonly zone: string }> => {
      const now = clock.now();
      const { from, zone } = beginningOf(query, definitions.live.workspace.zone, now);
      const notBefore = await findPlanChange(definitions, of, now);
      const { days, worthwhile } = query;
      return { from, notBefore, days, worthwhile, now, zone };
    };

    app.get(
      '/v1/effect/:trigger',
      {
        config: { may: 'read' },
        schema: {
          summary:
            'Compares the message group of a trigger with its control group over a planned period. The answer holds however often it is asked; that of the planned end stays. Another period has no verdict.',
          params: z.object({ trigger: z.string().min(1).max(200) }),
          querystring: querystring.extend({
            goal: z.string().max(200).default('').describe('A goal or guard rail (default: the primary goal).'),
          }),
          response: { 200: effectAnswer, 400: apiError, 404: apiError },
        },
      },
      async ({ params: { trigger: name }, query }) => {
        const { live } = definitions;
        const trigger = live.matcher.triggers.get(name);
        if (!trigger) throw notFound('trigger', name, live.triggers.keys());
        const span = await spanOf(query, { kind: 'trigger', name });
        const found = await askEffect(queries.run, { trigger, goal: query.goal, ...span });
        return { trigger: name, ...found, zone: span.zone };
      },
    );

    app.get(
      '/v1/effect',
      {
        config: { may: 'read' },
        schema: {
          summary:
            'Compares the customers who get marketing with the control group of all triggers, who get none: by the primary goal of the trigger that first reached each.',
          querystring: querystring.strict(),
          response: { 200: effectAnswer, 400: apiError },
        },
      },
      async ({ query }) => {
        const span = await spanOf(query, { kind: 'workspace', name: 'workspace' });
        const found = await askWorkspaceEffect(queries.run, definitions.live, span);
        return { trigger: '', ...found, zone: span.zone };
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
