import * as z from 'zod';
import type { KeptBackTest, KeptCounts, KeptPerson } from '../../studies/kept/contract.ts';
import { compareTests, differenceOf, groupOf } from '../../studies/kept/reached.ts';
import { isOver } from '../../studies/kept/store.ts';
import { compileGiven, readGiven } from '../drafted-trigger.ts';
import { notFound, Refused } from '../failures.ts';
import type { ApiParts } from '../parts.ts';
import { codeSentences } from '../phrases/code-problems.ts';
import type { Api, RouteGroup } from '../route-group.ts';
import { testedPeriod } from '../tested-period.ts';
import {
  keptBackTest,
  keptBackTests,
  keptRequest,
  matchesAnswer,
  peopleAnswer,
  peopleQuery,
} from '../wire/back-tests.ts';
import { apiError, saidSentences } from '../wire/contract.ts';

const idInPath = z.object({ id: z.string().min(1).max(40) });
/** Milliseconds between two looks at one that runs, for a page that follows it. */
const LOOK_MS = 300;
/** A line now and then, so that proxies do not end a quiet connection. */
const KEEP_ALIVE_MS = 15_000;
const MOST_MATCHES = 20_000;

/** Back-tests that are queued, kept and compared. */
export default {
  name: 'back-tests',
  summary: 'Back-tests that run in the background and are kept, with a link, their people and a comparison.',
  register(app, parts) {
    registerAsking(app, parts);
    registerReading(app, parts);
    registerPeople(app, parts);
  },
} satisfies RouteGroup;

function registerAsking(app: Api, { backTests, definitions, clock }: ApiParts): void {
  app.post(
    '/v1/back-tests',
    {
      config: { may: 'write' },
      schema: {
        summary: 'Puts a back-test in the queue, beside one of the live trigger of the same name.',
        body: keptRequest,
        response: { 202: keptBackTest, 400: apiError, 404: apiError, 409: apiError, 422: apiError },
      },
    },
    async ({ body, person }, reply) => {
      const { withLive, assume, windowMs } = body;
      const period = testedPeriod(body, definitions.live.workspace.zone, clock.now());
      const { name } = await compileGiven(body, definitions);
      const document = readGiven(body)?.body;
      const asked = await backTests.ask({
        trigger: name,
        ...(document && { document }),
        ...{ withLive, period, assume, windowMs },
        ...(person && { person: person.name }),
      });
      if (!asked) throw new Refused(409, 'as many back-tests wait as are kept; try again when some are through');
      return reply.status(202).send(asked);
    },
  );
  app.post(
    '/v1/back-tests/:id/again',
    {
      config: { may: 'write' },
      schema: {
        summary: 'Runs one again that is over, over the same signals.',
        params: idInPath,
        response: { 202: keptBackTest, 404: apiError, 409: apiError },
      },
    },
    async ({ params: { id } }, reply) => {
      await found(backTests, id);
      const asked = await backTests.again(id);
      if (!asked) throw new Refused(409, 'it waits or runs already');
      return reply.status(202).send(asked);
    },
  );
  app.delete(
    '/v1/back-tests/:id',
    {
      config: { may: 'write' },
      schema: {
        summary: 'Cancels one that waits or runs, and removes one that is over.',
        params: idInPath,
        response: { 204: z.undefined(), 404: apiError },
      },
    },
    async ({ params: { id } }, reply) => {
      if (!(await backTests.remove(id))) throw notFound('back-test', id);
      return reply.status(204).send();
    },
  );
}

function registerReading(app: Api, { backTests }: ApiParts): void {
  app.get(
    '/v1/back-tests',
    {
      config: { may: 'read' },
      schema: { summary: 'The back-tests that are kept, newest first.', response: { 200: keptBackTests } },
    },
    async () => ({ backTests: await backTests.list() }),
  );
  app.get(
    '/v1/back-tests/:id',
    {
      config: { may: 'read' },
      schema: {
        summary: 'One back-test: its place in the queue, how far it has come, or its results.',
        params: idInPath,
        response: { 200: keptBackTest.extend({ said: saidSentences }), 404: apiError },
      },
    },
    async ({ params: { id } }) => {
      const test = await found(backTests, id);
      const { tested, error } = test;
      return { ...test, said: codeSentences([...(tested?.notes ?? []), ...(error === undefined ? [] : [error])]) };
    },
  );
  app.get(
    '/v1/back-tests/:id/events',
    {
      config: { may: 'read' },
      schema: {
        summary: 'Server-sent events: one back-test whenever it has changed, without reports, until it is over.',
        params: idInPath,
      },
    },
    async ({ params: { id } }, reply) => {
      await found(backTests, id);
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      followTest(id, backTests, raw);
    },
  );
}

interface Listener {
  write(text: string): unknown;
  end(): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** Tells a listener of each change, until the test is over or gone, or the listener leaves. */
function followTest(id: string, backTests: ApiParts['backTests'], to: Listener): void {
  let told = '';
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    const test = await backTests.get(id).catch(() => undefined); // Redis is away: the next look may see it
    isLooking = false;
    const text = test ? JSON.stringify(withoutReports(test)) : told;
    if (text !== told) to.write(`data: ${text}\n\n`);
    told = text;
    if (test && isOver(test)) stop();
  };
  const looking = setInterval(() => void look(), LOOK_MS);
  const alive = setInterval(() => to.write(': still here\n\n'), KEEP_ALIVE_MS);
  const stop = () => {
    clearInterval(looking);
    clearInterval(alive);
    to.end();
  };
  to.on('close', stop);
  void look();
}

function withoutReports({ tested: _, live: __, document: ___, ...test }: KeptBackTest) {
  return test;
}

function registerPeople(app: Api, { backTests }: ApiParts): void {
  app.get(
    '/v1/back-tests/:id/people',
    {
      config: { may: 'write' },
      schema: {
        summary:
          'The customers of a back-test by page: whom it adds and loses beside the live trigger, or another test.',
        params: idInPath,
        querystring: peopleQuery,
        response: { 200: peopleAnswer, 404: apiError },
      },
    },
    async ({ params: { id }, query: { group, by, with: other, after, most }, person }) => {
      await found(backTests, id);
      const own = await backTests.people(id);
      if (other !== undefined) await found(backTests, other);
      const people = other === undefined ? own : compareTests(own, await backTests.people(other));
      const wanted = people
        .filter((one) => group === undefined || groupOf(one, by) === group)
        .sort((a, b) => (a.customer < b.customer ? -1 : 1));
      const start = after === undefined ? 0 : Number(after);
      const page = wanted.slice(start, start + most);
      const hidesPositions = person !== undefined && !person.may.has('personal');
      return {
        difference: differenceOf(people, by),
        people: hidesPositions ? page.map(withoutPositions) : page,
        of: wanted.length,
        ...(start + most < wanted.length && { next: String(start + most) }),
      };
    },
  );
  app.get(
    '/v1/back-tests/:id/matches',
    {
      config: { may: 'write' },
      schema: {
        summary: 'Where and when the first matches of each customer were, for a map; without the customers.',
        params: idInPath,
        response: { 200: matchesAnswer, 404: apiError },
      },
    },
    async ({ params: { id } }) => {
      await found(backTests, id);
      const matches = (await backTests.people(id)).flatMap(matchesOf);
      return { matches: matches.slice(0, MOST_MATCHES), cut: matches.length > MOST_MATCHES };
    },
  );
}

function matchesOf(person: KeptPerson) {
  const group = groupOf(person, 'matches');
  return (['tested', 'live'] as const).flatMap((of) =>
    person[of].first.map((match) => ({ ...match, of, ...(group && { group }) })),
  );
}

function withoutPositions({ customer, tested, live }: KeptPerson): KeptPerson {
  const hide = ({ first, ...counts }: KeptCounts): KeptCounts => ({
    ...counts,
    first: first.map(({ lat: _, lon: __, ...match }) => match),
  });
  return { customer, tested: hide(tested), live: hide(live) };
}

async function found(backTests: ApiParts['backTests'], id: string): Promise<KeptBackTest> {
  const test = await backTests.get(id);
  if (test) return test;
  throw notFound('back-test', id);
}
