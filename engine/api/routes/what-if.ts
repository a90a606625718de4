import type * as z from 'zod';
import type { Signal } from '../../../sdk/protocol.ts';
import { preview } from '../../../templates/previews/preview.ts';
import { viewOf } from '../../../templates/view.ts';
import { InvalidDefinitions } from '../../../triggers/contract.ts';
import type { CustomerState } from '../../../triggers/state/contract.ts';
import { emptyState } from '../../../triggers/state/empty-state.ts';
import { zoneOf } from '../../../triggers/state/zone-of.ts';
import type { Document, Live } from '../../definitions/contract.ts';
import { parseFile } from '../../definitions/file.ts';
import { buildOwnMatcher } from '../../definitions/own-matcher.ts';
import { personsCheck } from '../../ingest/persons-signals.ts';
import { settingOf } from '../../pipeline/compose.ts';
import type { CustomerExplanation } from '../../studies/contract.ts';
import { explainCustomer, momentOfNow } from '../../studies/explain-customer.ts';
import { explainMadeUp } from '../../studies/what-if.ts';
import { notFound, Refused } from '../failures.ts';
import { withMadeUp } from '../made-up-context.ts';
import type { ApiParts } from '../parts.ts';
import { maskFor, maySeePersonal } from '../personal.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';
import { whatIfAnswer, whatIfRequest } from '../wire/what-if.ts';

type Asked = z.infer<typeof whatIfRequest>;
const FOLDERS = { trigger: 'triggers', template: 'templates', place: 'places' } as const;
const MINUTE_MS = 60_000;

/** What would happen to a customer, with drafts, a made-up signal and another world. */
export default {
  name: 'what-if',
  summary:
    'What triggers, live ones or drafts, would do: with a made-up signal, another hour, weather, place or device.',
  register(app, parts) {
    const check = personsCheck(parts);
    app.post(
      '/v1/what-if',
      {
        config: { may: 'write' },
        schema: {
          summary: 'Explains what would happen, as for what did happen; unknown stays unknown, and nothing is written.',
          body: whatIfRequest,
          response: { 200: whatIfAnswer, 404: apiError, 422: apiError },
        },
      },
      async (request) => {
        const { customers, definitions, clock } = parts;
        const { body } = request;
        const live =
          body.drafts.length === 0 ? definitions.live : await definitions.draft(readDrafts(body), { replace: false });
        const stored = body.customer === undefined ? emptyState('made-up') : await customers.read(body.customer);
        const at = atLocalTime(stored, body, live, parts, body.at ?? clock.now());
        const state = madeUp(stored, body, live, at);
        const made = body.signal && check({ id: 'what-if', customer: state.id, at: clock.now(), ...body.signal });
        if (typeof made === 'string') throw new Refused(422, made);
        const last = made || body.customer === undefined ? undefined : await customers.lastSignal(state.id);
        const answer = await explain(state, made && { ...made, at }, last, { body, live, at, parts });
        const messages = messagesOf(answer, state, made ?? last, { live, at, parts, body });
        return maySeePersonal(request) ? { ...answer, messages } : maskFor(request, stored)({ ...answer, messages });
      },
    );
  },
} satisfies RouteGroup;

/** Reads the drafts as files are read. Throws InvalidDefinitions with every problem. */
function readDrafts({ drafts }: Asked): readonly Document[] {
  const files = drafts.map(({ kind, name, text }) => {
    const source = `${FOLDERS[kind]}/draft.yaml`;
    const { documents, problems } = parseFile(source, text);
    return {
      documents: documents.map((one) => ({ ...one, source: name })),
      problems: problems.map((one) => ({ ...one, source: name })),
    };
  });
  const problems = files.flatMap((file) => file.problems);
  if (problems.length > 0) throw new InvalidDefinitions(problems);
  return files.flatMap((file) => file.documents);
}

interface Setting {
  readonly body: Asked;
  readonly live: Live;
  readonly at: number;
  readonly parts: ApiParts;
}

/** The time on the customer's clock that is asked for, on the day of `at`. */
function atLocalTime(
  state: CustomerState,
  { overrides }: Asked,
  live: Live,
  { world, addressOf }: ApiParts,
  at: number,
): number {
  if (overrides.localTime === undefined) return at;
  const zone = zoneOf(momentOfNow({ state, signal: undefined }, { live, world, addressOf, at }));
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  const moved = at + (minutesOf(overrides.localTime) - minutesOf(format.format(at))) * MINUTE_MS;
  // A clock change in between is an hour too much or too little.
  return moved + (minutesOf(overrides.localTime) - minutesOf(format.format(moved))) * MINUTE_MS;
}

/** The state with what was made up; the stored one stays as it is. */
function madeUp(stored: CustomerState, { context, overrides }: Asked, live: Live, at: number): CustomerState {
  const device = overrides.device === undefined ? {} : { 'device.form': overrides.device };
  const state = withMadeUp(stored, { ...context, ...device }, at);
  if (overrides.place === undefined) return state;
  if (!live.place.has(overrides.place)) throw notFound('place', overrides.place, live.place.keys());
  return { ...state, inside: { ...state.inside, [overrides.place]: { since: at } } };
}

function worldOf({ body: { overrides }, parts: { world } }: Setting): ApiParts['world'] {
  const { weather } = overrides;
  return weather === undefined ? world : { ...world, weatherAt: () => weather };
}

async function explain(
  state: CustomerState,
  made: Signal | undefined,
  last: Signal | undefined,
  setting: Setting,
): Promise<CustomerExplanation> {
  const { body, live, at, parts } = setting;
  const { language, addressOf } = parts;
  const drafted = body.drafts.filter(({ kind }) => kind === 'trigger').map(({ name }) => name);
  const wanted = body.triggers ?? (drafted.length > 0 ? drafted : [...live.matcher.triggers.keys()]);
  const triggers = wanted.map((name) => {
    const trigger = live.matcher.triggers.get(name);
    if (!trigger) throw notFound('trigger', name, live.matcher.triggers.keys());
    return trigger;
  });
  const inputs = { live, scope: language.vocabulary, world: worldOf(setting), addressOf, at };
  if (!made) {
    const whole = explainCustomer({ state, signal: last }, inputs);
    return { ...whole, triggers: whole.triggers.filter(({ trigger }) => wanted.includes(trigger)) };
  }
  const matcher = await buildOwnMatcher([...live.matcher.triggers.values()], live);
  return explainMadeUp(state, made, triggers, { ...inputs, matcher, kinds: language.vocabulary.signals });
}

/** The messages of the triggers that would match, with what is missing in them. */
function messagesOf(
  { triggers }: CustomerExplanation,
  state: CustomerState,
  signal: Signal | undefined,
  setting: Setting,
): z.infer<typeof whatIfAnswer>['messages'] {
  const { live, at, parts } = setting;
  const matching = triggers.filter(({ answer, on }) => on.isWoken && answer === 'yes');
  return Object.fromEntries(
    matching.map(({ trigger, on }) => {
      const place = on.place === undefined ? undefined : live.place.get(on.place);
      const stimulus = place ? ({ type: 'enter', place } as const) : ({ type: signal ? 'signal' : 'again' } as const);
      const moment = momentOfNow(
        { state, signal },
        { live, world: worldOf(setting), addressOf: parts.addressOf, at },
        stimulus,
      );
      const said = settingOf(moment, live);
      const { template } = live.matcher.triggers.get(trigger)!.definition.message;
      return [
        trigger,
        preview(live.renderer, template, viewOf(moment, { zone: said.zone }), said, parts.language.helpers),
      ];
    }),
  );
}
