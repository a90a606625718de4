import { segmentsOf } from '../../definitions/used-by.ts';
import type { PauseTarget } from '../../pauses/contract.ts';
import { notFound, Refused } from '../failures.ts';
import type { ApiParts } from '../parts.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';
import { pause, pauseInPath, pauseRequest, pausesAnswer } from '../wire/pauses.ts';

/** Stopping what is sent, and letting it go on. */
export default {
  name: 'pauses',
  summary: 'Pauses: a trigger, a channel or everything sends nothing for a while. Counts everywhere within 2 s.',
  register(app, parts) {
    const { pauses, clock, log } = parts;
    app.get(
      '/v1/pauses',
      {
        config: { may: 'read' },
        schema: { summary: 'What is paused, by whom, since when and why.', response: { 200: pausesAnswer } },
      },
      async () => ({ pauses: [...pauses.current.values()].sort((a, b) => b.at - a.at) }),
    );
    app.put(
      '/v1/pauses/:what',
      {
        config: { may: 'pause' },
        schema: {
          summary: 'Pauses a trigger, a channel or everything. What is paused already stays as it is.',
          params: pauseInPath,
          body: pauseRequest,
          response: { 200: pause, 400: apiError, 404: apiError },
        },
      },
      async (request) => {
        const {
          author,
          params,
          body: { reason },
        } = request;
        const what = targetOf(params.what, parts);
        const paused = await pauses.pause({ what, author, reason, at: Math.floor(clock.wall()) });
        request.changes = [
          { action: 'pause', kind: 'pause', name: what, after: paused, ...(reason !== '' && { note: reason }) },
        ];
        log.info('paused', { what, author, reason });
        return paused;
      },
    );
    app.delete(
      '/v1/pauses/:what',
      {
        config: { may: 'pause' },
        schema: {
          summary: 'Ends a pause, and gives it once more.',
          params: pauseInPath,
          response: { 200: pause, 404: apiError, 409: apiError },
        },
      },
      async (request) => {
        const {
          author,
          params: { what },
        } = request;
        await refuseWhileGone(what, parts);
        const ended = await pauses.resume(what as PauseTarget);
        if (!ended) throw notFound('pause of', what, pauses.current.keys());
        request.changes = [{ action: 'resume', kind: 'pause', name: what, before: ended }];
        log.info('resumed', { what, author });
        return ended;
      },
    );
  },
} satisfies RouteGroup;

/** Refuses to let a trigger go on that asks for a segment which was removed while it was paused. */
async function refuseWhileGone(what: string, { definitions }: ApiParts): Promise<void> {
  const name = what.startsWith('trigger:') ? what.slice('trigger:'.length) : undefined;
  const trigger = name === undefined ? undefined : await definitions.get('trigger', name);
  if (!trigger) return;
  const gone = segmentsOf(trigger).filter((segment) => !definitions.live.segments.has(segment));
  if (gone.length === 0) return;
  throw new Refused(
    409,
    `trigger '${name}' asks for segment '${gone[0]}', which was removed while it was paused: publish one of the two first`,
  );
}

function targetOf(what: string, { definitions, language }: ApiParts): PauseTarget {
  if (what === 'all') return what;
  const [kind = '', name = ''] = what.split(/:(.*)/s);
  const known = { trigger: definitions.live.triggers, channel: language.channels }[kind];
  if (!known) throw new Refused(400, `expected all, trigger:NAME or channel:NAME, got '${what}'`);
  if (!known.has(name)) throw notFound(kind, name, known.keys());
  return what as PauseTarget;
}
