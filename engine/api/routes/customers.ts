import { Readable } from 'node:stream';
import * as z from 'zod';
import type { Matcher } from '../../../triggers/contract.ts';
import type { Live } from '../../definitions/contract.ts';
import { buildOwnMatcher } from '../../definitions/own-matcher.ts';
import { pausedTriggers } from '../../pauses/views.ts';
import { preferenceToken } from '../../preferences/tokens.ts';
import { explainCustomer } from '../../studies/explain-customer.ts';
import { explainSignal } from '../../studies/explain-signal.ts';
import { customerExplanation, signalExplanation } from '../../studies/explanations/contract.ts';
import { viewCustomer } from '../customer-view.ts';
import { notFound, Refused } from '../failures.ts';
import { knownCustomer } from '../known-customer.ts';
import type { ApiParts } from '../parts.ts';
import { maskFor, maySeePersonal } from '../personal.ts';
import { codeSentences } from '../phrases/code-problems.ts';
import type { Api, RouteGroup } from '../route-group.ts';
import { customerInPath, pathPart } from '../schemas.ts';
import { apiError, customerView, saidSentences } from '../wire/contract.ts';

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
  { customers, definitions, pauses, language, world, addressOf, clock }: ApiParts,
): void {
  app.get(
    '/v1/customers/:id',
    {
      config: { may: 'read' },
      schema: {
        summary: 'What is known of a customer now; personal data is masked for a reader who may not see it.',
        params: customerInPath,
        response: { 200: customerView, 404: apiError },
      },
    },
    async (request) => {
      const { id } = request.params;
      const state = await knownCustomer(customers, id);
      const view = viewCustomer(id, state, definitions.live, { world, addressOf, at: clock.now() });
      return { ...maskFor(request, state)(view), isMasked: !maySeePersonal(request) };
    },
  );
  app.get(
    '/v1/customers/:id/explain',
    {
      config: { may: 'read' },
      schema: {
        summary: 'What every trigger, or one, would do if the customer’s last signal came now, and why.',
        params: customerInPath,
        querystring: z.object({ trigger: z.string().max(200).optional() }),
        response: { 200: customerExplanation, 404: apiError },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { trigger } = request.query;
      const { live } = definitions;
      if (trigger !== undefined && !live.matcher.triggers.has(trigger)) {
        throw notFound('trigger', trigger, live.matcher.triggers.keys());
      }
      const state = await knownCustomer(customers, id);
      const signal = await customers.lastSignal(state.id);
      const paused = pausedTriggers(pauses.current);
      const explaining = { live, paused, scope: language.vocabulary, world, addressOf, at: clock.now() };
      return maskFor(request, state)(explainCustomer({ state, signal }, explaining, trigger));
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
      config: { may: 'read' },
      schema: {
        summary: 'What became of one signal, for every trigger or one: what woke it, the values seen then, the gates.',
        params: customerInPath.extend({ signal: pathPart(400).describe('A signal’s id, a timer’s, or `last`.') }),
        querystring: z.object({ trigger: z.string().max(200).optional() }),
        response: { 200: signalExplanation.extend({ said: saidSentences }), 404: apiError },
      },
    },
    async (request) => {
      const { id, signal } = request.params;
      const { trigger } = request.query;
      const { live } = definitions;
      if (trigger !== undefined && !live.matcher.triggers.has(trigger)) {
        throw notFound('trigger', trigger, live.matcher.triggers.keys());
      }
      const state = await knownCustomer(customers, id);
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
      if (explanation) {
        return { ...maskFor(request, state)(explanation), said: codeSentences(explanation.notes) };
      }
      throw new Refused(
        404,
        `no signal '${signal}' of '${id}' is stored: signals are kept for ${settings.signalDays} days, and a new one is there after some seconds`,
      );
    },
  );
}

function registerPrivacy(app: Api, { customers, keys, log, clock }: ApiParts): void {
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
  app.post(
    '/v1/customers/:id/debug-token',
    {
      config: { may: 'administer' },
      schema: {
        summary: 'The token by which an app shows what becomes of this customer’s signals, for some minutes.',
        params: customerInPath,
        body: z.strictObject({ minutes: z.int().min(1).max(60).default(15) }),
        response: { 200: z.object({ token: z.string(), until: z.number() }) },
      },
    },
    async ({ params: { id }, body: { minutes } }) => {
      const until = Math.trunc(clock.wall()) + minutes * 60_000;
      return { token: keys.debugToken(id, until), until };
    },
  );
  app.post(
    '/v1/customers/:id/preference-link',
    {
      config: { may: 'administer' },
      schema: {
        summary: 'The path on the public edge at which this customer chooses what they get.',
        params: customerInPath,
        response: { 200: z.object({ path: z.string() }) },
      },
    },
    async ({ params: { id } }) => ({ path: `/p/${preferenceToken(keys, id)}` }),
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

async function* lines(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}
