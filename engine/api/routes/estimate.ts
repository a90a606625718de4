import { estimateTrigger } from '../../studies/estimate.ts';
import { createCallerTurns, TurnLost } from '../caller-turns.ts';
import { compileGiven } from '../drafted-trigger.ts';
import { Refused } from '../failures.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';
import { estimateAnswer, estimateRequest } from '../wire/estimate.ts';

const DAY_MS = 86_400_000;
/** Estimates that run beside each other, and that wait. */
const MOST_AT_ONCE = 2;
const MOST_WAITING = 20;

/** Counts what a trigger would have done lately, while it is written. */
export default {
  name: 'estimate',
  summary: 'What a trigger would have done in the last 24 hours, counted fast while it is written.',
  register(app, parts) {
    const { clock, definitions, language, world, recordings, histories, customers, settings } = parts;
    const turns = createCallerTurns(MOST_AT_ONCE, MOST_WAITING);
    app.post(
      '/v1/estimate',
      {
        config: { may: 'write' },
        schema: {
          summary:
            'How often a trigger would have woken, matched and been sent in the last 24 hours, and what its conditions answered. Where there are too many signals a sample is tested, and the answer says so. A newer request of the same person ends the one before with 409.',
          body: estimateRequest,
          response: { 200: estimateAnswer, 400: apiError, 404: apiError, 409: apiError, 422: apiError, 429: apiError },
        },
      },
      async ({ body, person }, reply) => {
        const left = new AbortController();
        reply.raw.once('close', () => left.abort());
        const askedAt = performance.now();
        try {
          return await turns.take(person?.name, left.signal, async (cancelled) => {
            const { live, name, body: written } = await compileGiven(body, definitions);
            const to = clock.now();
            return estimateTrigger({
              live,
              trigger: name,
              body: written,
              vocabulary: language.vocabulary,
              channels: language.channels,
              zoneAt: world.zoneAt,
              positionDecimals: settings.positionDecimals,
              period: { from: to - DAY_MS, to },
              recordings,
              histories,
              read: customers.read,
              cancelled,
              spentMs: performance.now() - askedAt,
            });
          });
        } catch (cause) {
          if (cause instanceof TurnLost) throw new Refused(cause.why === 'too-many' ? 429 : 409, cause.message);
          throw cause;
        }
      },
    );
  },
} satisfies RouteGroup;
