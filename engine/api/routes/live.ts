import type { LiveSecond } from '../../live/contract.ts';
import type { RouteGroup } from '../route-group.ts';

/** A line now and then, so that proxies do not end a quiet connection. */
const KEEP_ALIVE_MS = 15_000;

/** What happens right now, for the console. */
export default {
  name: 'live',
  summary: 'What happens right now, second by second, of all engines.',
  register(app, { live }) {
    app.get(
      '/v1/live',
      {
        config: { may: 'read' },
        schema: {
          summary:
            'Server-sent events, one a second and engine: exact counts, and a sample of decisions and positions. Customers are named only to those who may see personal data.',
        },
      },
      (request, reply) => {
        const hidesPeople = request.person !== undefined && !request.person.may.has('personal');
        reply.hijack();
        const { raw } = reply;
        raw.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        });
        raw.write(': what happens, second by second\n\n');
        const stop = live.follow((second) => {
          // Of somebody who reads too slowly a second is dropped; the next one has counts of its own.
          if (!raw.writableNeedDrain)
            raw.write(`data: ${JSON.stringify(hidesPeople ? withoutPeople(second) : second)}\n\n`);
        });
        const alive = setInterval(() => raw.write(': still here\n\n'), KEEP_ALIVE_MS);
        raw.on('close', () => {
          stop();
          clearInterval(alive);
        });
      },
    );
  },
} satisfies RouteGroup;

function withoutPeople({ decisions, positions, ...second }: LiveSecond): LiveSecond {
  return {
    ...second,
    decisions: decisions.map((decision) => ({ ...decision, customer: '' })),
    positions: positions.map((position) => ({ ...position, customer: '' })),
  };
}
