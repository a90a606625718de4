import { Readable } from 'node:stream';
import * as z from 'zod';
import type { Matcher } from '../../../triggers/contract.ts';
import type { CustomerState } from '../../../triggers/state/contract.ts';
import type { Live } from '../../definitions/contract.ts';
import { buildOwnMatcher } from '../../definitions/own-matcher.ts';
import { explainCustomer } from '../../studies/explain-customer.ts';
import { explainSignal } from '../../studies/explain-signal.ts';
import { customerExplanation, signalExplanation } from '../../studies/explanations/contract.ts';
import { viewCustomer } from '../customer-view.ts';
import { notFound, Refused } from '../failures.ts';
import type { ApiParts } from '../parts.ts';
import type { Api, RouteGroup } from '../route-group.ts';
import { anyRow, customerInPath } from '../schemas.ts';
import { apiError, customerView } from '../wire/contract.ts';

/** The query that tells a customer's story. */
const STORY = 'customer-story';

/** One customer: their state, explanations of messages sent and not sent, export and erasure. */
export default {
  name: 'customers',
  summary: 'One customer: what is known now, their story, why a message was sent or not, export and erasure.',
  register(app, parts) {
    registerReading(app, parts);
    registerExplainingSignals(app, parts);
    registerPrivacy(app, parts);
  },
} satisfies RouteGroup;

function registerReading(
  app: Api,
  { customers, definitions, language, world, addressOf, clock, queries }: ApiParts,
): void {
  app.get(
    '/v1/customers/:id',
    {
      config: { may: 'personal' },
      schema: {
        summary: 'What is known of a customer now.',
        params: customerInPath,
        response: { 200: customerView, 404: apiError },
      },
    },
    async ({ params: { id } }) => {
      const state = await known(customers, id);
      return viewCustomer(id, state, definitions.live, { world, addressOf, at: clock.now() });
    },
  );
  app.get(
    '/v1/customers/:id/story',
    {
      config: { may: 'personal' },
      schema: {
        summary: 'What happened to a customer: signals, decisions and messages.',
        params: customerInPath,
        querystring: z.object({ most: z.coerce.number().int().min(1).max(1_000).default(100) }),
        response: { 200: z.object({ rows: z.array(anyRow).readonly(), of: z.int() }), 404: apiError },
      },
    },
    async ({ params: { id }, query: { most } }) => {
      return tellStory(await known(customers, id), most, queries);
    },
  );
  app.get(
    '/v1/customers/:id/explain',
    {
      config: { may: 'personal' },
      schema: {
        summary: 'What every trigger, or one, would do if the customer’s last signal came now, and why.',
        params: customerInPath,
        querystring: z.object({ trigger: z.string().max(200).optional() }),
        response: { 200: customerExplanation, 404: apiError },
      },
    },
    async ({ params: { id }, query: { trigger } }) => {
      const { live } = definitions;
      if (trigger !== undefined && !live.matcher.triggers.has(trigger)) {
        throw notFound('trigger', trigger, live.matcher.triggers.keys());
      }
      const state = await known(customers, id);
      const signal = await customers.lastSignal(state.id);
      const explaining = { live, scope: language.vocabulary, world, addressOf, at: clock.now() };
      return explainCustomer({ state, signal }, explaining, trigger);
    },
  );
}

function registerExplainingSignals(app: Api, parts: ApiParts): void {
  const { customers, definitions, language, world, addressOf, clock, histories, settings } = parts;
  const matchers = new WeakMap<Live, Promise<Matcher>>();
  const matcherOf = (live: Live) => {
    const known = matchers.get(live) ?? buildOwnMatcher([...live.matcher.triggers.values()], live);
    matchers.set(live, known);
    return known;
  };
  app.get(
    '/v1/customers/:id/signals/:signal/explain',
    {
      config: { may: 'personal' },
      schema: {
        summary: 'What became of one signal, for every trigger or one: what woke it, the values seen then, the gates.',
        params: customerInPath.extend({
          signal: z.string().min(1).max(400).describe('A signal’s id, a timer’s, or `last`.'),
        }),
        querystring: z.object({ trigger: z.string().max(200).optional() }),
        response: { 200: signalExplanation, 404: apiError },
      },
    },
    async ({ params: { id, signal }, query: { trigger } }) => {
      const { live } = definitions;
      if (trigger !== undefined && !live.matcher.triggers.has(trigger)) {
        throw notFound('trigger', trigger, live.matcher.triggers.keys());
      }
      const state = await known(customers, id);
      const target = signal === 'last' ? (await customers.lastSignal(state.id))?.id : signal;
      const explaining = {
        live,
        matcher: await matcherOf(live),
        scope: language.vocabulary,
        kinds: language.vocabulary.signals,
        world: { ...world, zone: live.workspace.zone },
        addressOf,
        histories,
        now: clock.now(),
        positionDecimals: settings.positionDecimals,
      };
      const explanation = target === undefined ? undefined : await explainSignal(state, target, explaining, trigger);
      if (explanation) return explanation;
      throw new Refused(
        404,
        `no signal '${signal}' of '${id}' is stored: signals are kept for ${settings.signalDays} days, and a new one is there after some seconds`,
      );
    },
  );
}

function registerPrivacy(app: Api, { customers, keys, log }: ApiParts): void {
  app.post(
    '/v1/customers/:id/token',
    {
      config: { may: 'administer' },
      schema: {
        summary: 'The token by which an app asks for this customer’s in-app messages.',
        params: customerInPath,
        response: { 200: z.object({ token: z.string() }) },
      },
    },
    async ({ params: { id } }) => ({ token: keys.customerToken(id) }),
  );
  app.get(
    '/v1/customers/:id/export',
    {
      config: { may: 'personal' },
      schema: { summary: 'Everything that is stored of a customer, one JSON object a line.', params: customerInPath },
    },
    async ({ params: { id } }, reply) =>
      reply.type('application/x-ndjson').send(Readable.from(lines(customers.export(id)))),
  );
  app.delete(
    '/v1/customers/:id',
    {
      config: { may: 'operate' },
      schema: {
        summary: 'Forgets everything of a customer, in every store.',
        params: customerInPath,
        response: { 200: z.object({ ids: z.array(z.string()).readonly() }) },
      },
    },
    async ({ params: { id } }) => {
      const { ids } = await customers.erase(id);
      log.info('a customer was erased', { ids: ids.length });
      return { ids };
    },
  );
}

/** Reads the story under all ids of a customer, oldest first. */
async function tellStory({ id, aliases }: CustomerState, most: number, queries: ApiParts['queries']) {
  const query = queries.all.get(STORY);
  if (!query) throw notFound('query', STORY, queries.all.keys());
  const stories = await Promise.all(
    [id, ...aliases].map((customer) => queries.run(STORY, { ...query.params.parse({ customer }), limit: most })),
  );
  const of = stories.reduce((sum, story) => sum + story.of, 0);
  const [own] = stories;
  if (own && stories.length === 1) return { rows: own.rows, of };
  const rows = stories.flatMap((story) => story.rows);
  return { rows: rows.sort((a, b) => Number(a.at) - Number(b.at)).slice(-most), of };
}

async function known(customers: ApiParts['customers'], id: string): Promise<CustomerState> {
  const state = await customers.read(id);
  if (state.lastAt === 0 && Object.keys(state.values).length === 0) throw notFound('customer', id);
  return state;
}

async function* lines(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}
