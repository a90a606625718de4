import * as z from 'zod';
import type { DeadLetter, DeadLetterContent } from '../../dispatch/contract.ts';
import type { Session } from '../../people/contract.ts';
import { notFound, Refused } from '../failures.ts';
import { maskAddress, maskAddressesIn } from '../mask-address.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';
import {
  after,
  deadLetterContent,
  deadLetterFilter,
  deadLetterGroups,
  deadLetterInPath,
  deadLetterList,
  nextOf,
  requeueAnswer,
  requeueRequest,
} from '../wire/dead-letters.ts';

/** Messages that failed for good, to look at and to send again. */
export default {
  name: 'dead-letters',
  summary: 'Messages that failed for good: look, mend, send again, throw away.',
  register(app, parts) {
    const { deadLetters } = parts;
    app.get(
      '/v1/dead-letters',
      {
        config: { may: 'operate' },
        schema: {
          summary: 'The newest dead letters of a filter.',
          querystring: deadLetterFilter.extend({ most: z.coerce.number().int().min(1).max(1_000).default(100), after }),
          response: { 200: deadLetterList },
        },
      },
      async ({ query: { most, after, ...filter }, person }) => {
        const { letters, next } = await deadLetters.list(filter, { most, after });
        const shown = letters.map((letter) => ({ ...letter, ...saidFor(person, letter) }));
        return { letters: shown, ...nextOf(next) };
      },
    );
    app.get(
      '/v1/dead-letters/groups',
      {
        config: { may: 'operate' },
        schema: {
          summary: 'How many dead letters of a filter have which cause, in slices.',
          querystring: deadLetterFilter.extend({ after }),
          response: { 200: deadLetterGroups },
        },
      },
      async ({ query: { after, ...filter }, person }) => {
        const { next, groups, ...slice } = await deadLetters.group(filter, after);
        const shown = groups.map((group) => ({ ...group, example: reasonFor(person, group.example) }));
        return { ...slice, groups: shown, ...nextOf(next) };
      },
    );
    app.post(
      '/v1/dead-letters/requeue',
      {
        config: { may: 'operate' },
        schema: {
          summary: 'Sends the dead letters of a filter again, in slices: call it with `after` until no `next` comes.',
          body: requeueRequest,
          response: { 200: requeueAnswer },
        },
      },
      async (request) => {
        const { dryRun, after, ...filter } = request.body;
        // Counting changes nothing; what is sent again is recorded slice by slice.
        request.changes = [];
        if (!dryRun) {
          const { requeued: count, next, ...slice } = await deadLetters.requeueAll(filter, after);
          if (count > 0) {
            request.changes = [
              { action: 'requeue', kind: 'dead-letters', name: filter.channel ?? '', after: { ...filter, count } },
            ];
          }
          return { dryRun, count, ...slice, ...nextOf(next) };
        }
        const { groups, looked, next } = await deadLetters.group(filter, after);
        const sum = (of: 'count' | 'tooLate') => groups.reduce((all, group) => all + group[of], 0);
        return { dryRun, count: sum('count'), tooLate: sum('tooLate'), looked, ...nextOf(next) };
      },
    );
    registerSingle(app, parts);
  },
} satisfies RouteGroup;

/** Registers the routes about one dead letter. */
function registerSingle(...[app, { deadLetters, language }]: Parameters<RouteGroup['register']>): void {
  app.get(
    '/v1/dead-letters/:id',
    {
      config: { may: 'operate' },
      schema: {
        summary: 'One dead letter with its content.',
        params: deadLetterInPath,
        response: { 200: deadLetterContent, 404: apiError },
      },
    },
    async ({ params: { id }, person }) => {
      const letter = await deadLetters.read(id);
      if (!letter) throw notFound('dead letter', id);
      return seesAll(person) ? letter : withoutPersonal(letter);
    },
  );
  app.put(
    '/v1/dead-letters/:id/address',
    {
      config: { may: 'operate' },
      schema: {
        summary: 'Gives a dead letter another address. It is sent when it is sent again.',
        params: deadLetterInPath,
        body: z.object({ to: z.string().trim().min(1).max(500) }),
        response: { 200: z.object({ mended: z.string() }), 404: apiError, 422: apiError },
      },
    },
    async ({ params: { id }, body: { to } }) => {
      const letter = await deadLetters.read(id);
      if (!letter) throw notFound('dead letter', id);
      const { isAddress } = language.channels.get(letter.channel) ?? {};
      if (!isAddress) {
        throw new Refused(
          422,
          `the address of channel '${letter.channel}' cannot be typed: it follows from the customer`,
        );
      }
      if (!isAddress(to)) throw new Refused(422, `'${to}' is no address of channel '${letter.channel}'`);
      if (!(await deadLetters.mend(id, to))) throw notFound('dead letter', id);
      return { mended: id };
    },
  );
  app.post(
    '/v1/dead-letters/:id/requeue',
    {
      config: { may: 'operate' },
      schema: {
        summary: 'Sends a dead letter again, with the checks that every message gets before it leaves.',
        params: deadLetterInPath,
        response: { 200: z.object({ requeued: z.string() }), 404: apiError },
      },
    },
    async ({ params: { id } }) => {
      if (!(await deadLetters.requeue(id))) throw notFound('dead letter', id);
      return { requeued: id };
    },
  );
  app.delete(
    '/v1/dead-letters/:id',
    {
      config: { may: 'operate' },
      schema: {
        summary: 'Throws a dead letter away.',
        params: deadLetterInPath,
        response: { 200: z.object({ discarded: z.string() }), 404: apiError },
      },
    },
    async ({ params: { id } }) => {
      if (!(await deadLetters.discard(id))) throw notFound('dead letter', id);
      return { discarded: id };
    },
  );
}

/** The secret key may see everything. */
function seesAll(person: Session | undefined): boolean {
  return person === undefined || person.may.has('personal');
}

function saidFor(person: Session | undefined, { reason, words }: DeadLetter): Pick<DeadLetter, 'reason' | 'words'> {
  return { reason: reasonFor(person, reason), words: reasonFor(person, words) };
}

function reasonFor(person: Session | undefined, reason: string): string {
  return seesAll(person) ? reason : maskAddressesIn(reason);
}

function withoutPersonal({ message: _, ...letter }: DeadLetterContent): Omit<DeadLetterContent, 'message'> {
  return {
    ...letter,
    to: maskAddress(letter.to),
    reason: maskAddressesIn(letter.reason),
    words: maskAddressesIn(letter.words),
  };
}
