import type * as z from 'zod';
import type { AddressOf } from '../../../triggers/contract.ts';
import type { CustomerState } from '../../../triggers/state/contract.ts';
import { emptyState } from '../../../triggers/state/empty-state.ts';
import type { Live } from '../../definitions/contract.ts';
import { buildOwnMatcher } from '../../definitions/own-matcher.ts';
import { runInSlices } from '../../definitions/run-in-slices.ts';
import type { Pace } from '../../studies/walks/contract.ts';
import { countFixes, fixesAlong } from '../../studies/walks/fixes-along.ts';
import { walk } from '../../studies/walks/walk.ts';
import { refuseTo } from '../authorise.ts';
import { Refused } from '../failures.ts';
import type { ApiParts } from '../parts.ts';
import { homesFor } from '../publish.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';
import { MOST_FIXES, walkAnswer, walkRequest } from '../wire/walk.ts';

const MOST_BYTES = 8 * 1024 * 1024;
/** Timers that come due so long after the last fix are told too. */
const AFTER_MS = 24 * 3_600_000;

type Walk = z.infer<typeof walkRequest>;

/** A walk that somebody draws, before anybody walks it. */
export default {
  name: 'walk',
  summary: 'What a walk along a drawn way would set off. Nothing is stored, nothing is sent.',
  register(app, parts) {
    app.post(
      '/v1/walk',
      {
        config: { may: 'write' },
        bodyLimit: MOST_BYTES,
        schema: {
          summary:
            'Walks along a line and tells fix by fix which places it enters, which triggers wake, and what is decided.',
          description:
            'With `customer` it asks for the permission to see personal data. With `drafts` they count instead of what is live.',
          body: walkRequest,
          response: { 200: walkAnswer, 400: apiError, 403: apiError, 422: apiError },
        },
      },
      async ({ body, person }) => {
        if (body.customer !== undefined && person && !person.may.has('personal')) throw refuseTo('personal');
        const { language, world } = parts;
        const live = await liveWith(body.drafts, parts);
        const state = await walkerOf(body, parts);
        const pace = paceOf(body, Math.max(body.startAt ?? parts.clock.now(), state.lastAt + 1));
        const count = countFixes(body.line, pace);
        if (count > MOST_FIXES) {
          throw new Refused(422, `expected at most ${MOST_FIXES} fixes; this walk would have ${count}`, [
            {
              source: 'walk',
              path: 'intervalSeconds',
              expected: 'a longer time between fixes, a faster pace or a shorter way',
            },
          ]);
        }
        const fixes = fixesAlong(body.line, pace);
        return runInSlices(
          walk({
            live,
            matcher: await buildOwnMatcher([...live.matcher.triggers.values()], live),
            scope: language.vocabulary,
            kinds: language.vocabulary.signals,
            world: { ...world, zone: live.workspace.zone },
            addressOf: reachOf(body, parts),
            state,
            fixes,
            until: fixes.at(-1)!.at + AFTER_MS,
          }),
        );
      },
    );
  },
} satisfies RouteGroup;

function paceOf({ speedMetresPerSecond, intervalSeconds, accuracyMetres, restSeconds }: Walk, startAt: number): Pace {
  return {
    startAt,
    speedMetresPerSecond,
    accuracyMetres,
    intervalMs: intervalSeconds * 1_000,
    restMs: restSeconds * 1_000,
  };
}

async function liveWith(drafts: Walk['drafts'], parts: ApiParts): Promise<Live> {
  const { definitions } = parts;
  if (drafts.length === 0) return definitions.live;
  const given = drafts.map(({ kind, name, text, body }) => ({
    kind,
    name,
    ...(text === undefined ? { body } : { text }),
  }));
  return definitions.draft(await definitions.read(await homesFor(given, parts)), { replace: false });
}

/** The walker: a copy of the customer, who comes from nowhere, or somebody who is new. */
async function walkerOf({ customer, traits, assume }: Walk, { customers, clock }: ApiParts): Promise<CustomerState> {
  const known = customer === undefined ? emptyState('walker') : await customers.read(customer);
  const values = Object.entries(known.values).filter(([field]) => !field.startsWith('location.'));
  const fromNowhere = { inside: {}, positionAt: 0, movement: undefined, rests: undefined };
  const state: CustomerState = { ...known, values: Object.fromEntries(values), ...fromNowhere };
  const at = Math.min(clock.now(), state.lastAt || clock.now());
  for (const [name, v] of Object.entries(traits)) state.values[`customer.${name}`] = { v, at, source: 'identify' };
  if (assume.includes('consent')) {
    state.consents = { '*:*': { granted: true, at: 0, source: 'assumed' }, ...state.consents };
  }
  return state;
}

function reachOf({ assume }: Walk, { addressOf }: ApiParts): AddressOf {
  if (!assume.includes('reach')) return addressOf;
  return (state, channel) => addressOf(state, channel) ?? 'assumed';
}
