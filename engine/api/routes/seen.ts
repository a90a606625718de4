import { DAY_MS } from '../../../triggers/time/spans.ts';
import type { RouteGroup } from '../route-group.ts';
import { seenLately } from '../wire/seen.ts';

const LATELY_MS = 7 * DAY_MS;
/** The most names of one sort. */
const MOST = 1_000;

/** The names that came lately: forms offer them where a family of fields or the name of an event is asked for. */
export default {
  name: 'seen',
  summary: 'Kinds of signal, events, traits and properties that came in the last seven days, and how often.',
  register(app, { queries, clock }) {
    app.get(
      '/v1/seen',
      {
        config: { may: 'read' },
        schema: {
          summary: 'Kinds of signal, events, traits and properties that came in the last seven days, and how often.',
          response: { 200: seenLately },
        },
      },
      async () => {
        const from = clock.now() - LATELY_MS;
        const ask = async (name: string) => (await queries.run(name, { from, limit: MOST })).rows;
        const [kinds, events, fields] = await Promise.all(['signals-by-kind', 'events-seen', 'fields-seen'].map(ask));
        return {
          from,
          kinds: kinds!.map(({ kind, count }) => ({ name: String(kind), count: Number(count) })),
          events: events!.map(({ name, events: count, properties }) => ({
            name: String(name),
            count: Number(count),
            properties: properties as readonly string[],
          })),
          fields: fields!.map(({ field, count, customers }) => ({
            name: String(field),
            count: Number(count),
            customers: Number(customers),
          })),
        };
      },
    );
  },
} satisfies RouteGroup;
