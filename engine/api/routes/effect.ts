import * as z from 'zod';
import { notFound, Refused } from '../failures.ts';
import type { ApiParts } from '../parts.ts';
import { InvalidPeriod, readPeriod } from '../query-period.ts';
import type { RouteGroup } from '../route-group.ts';
import { askEffect } from '../trigger-effect.ts';
import { apiError } from '../wire/contract.ts';
import { effectAnswer } from '../wire/effect.ts';

const HOUR_MS = 3_600_000;
/** Versions that are read back to find where the share of the control group changed. */
const MOST_VERSIONS = 50;

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
            days: z.coerce.number().min(0.04).max(366).default(28).describe('How long the period is planned to be.'),
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

/** Since when the control group of a trigger has the share that it has now; 0: as far back as versions are kept. */
async function findShareChange(
  { version, versions }: ApiParts['definitions'],
  name: string,
  now: number,
): Promise<number> {
  const kept = (await versions('trigger', name)).slice(0, MOST_VERSIONS);
  const shareIn = async (number: number) => {
    const { body } = (await version('trigger', name, number)) ?? {};
    return (body as { readonly holdout?: unknown } | undefined)?.holdout;
  };
  const [live, ...earlier] = kept;
  if (!live) return 0;
  const share = await shareIn(live.version);
  let since = live.publishedAt;
  for (const { version: number, is, publishedAt } of earlier) {
    // a clock of its own, as that of a recorded day, may lie before every publish
    if (is === 'removed' || (await shareIn(number)) !== share) return since !== undefined && since <= now ? since : 0;
    since = publishedAt;
  }
  return 0;
}
