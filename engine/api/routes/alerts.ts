import { causeOf } from '../../cause-of.ts';
import { Refused } from '../failures.ts';
import type { RouteGroup } from '../route-group.ts';
import { registerShelf } from '../shelf-routes.ts';
import { alert, foundAnswer, standingsAnswer } from '../wire/boards.ts';
import { apiError } from '../wire/contract.ts';

/** Alerts: what is watched, and who is told. */
export default {
  name: 'alerts',
  summary:
    'Alerts: a figure crosses a bound, a trigger falls silent, a control group is skewed; told by e-mail or call.',
  register(app, { alertShelf, alerts }) {
    registerShelf(app, {
      kind: 'alert',
      shelf: alertShelf,
      body: alert,
      mayRead: 'read',
      changed: (id) => alerts.forget(id),
    });
    app.get(
      '/v1/alert-standings',
      {
        config: { may: 'read' },
        schema: { summary: 'How the alerts stand that were judged.', response: { 200: standingsAnswer } },
      },
      async () => ({ standings: Object.fromEntries(await alerts.standings()) }),
    );
    app.post(
      '/v1/alert-try',
      {
        config: { may: 'ask' },
        schema: {
          summary: 'Judges an alert as it is written, and tells nobody.',
          body: alert,
          response: { 200: foundAnswer, 422: apiError },
        },
      },
      async ({ body }) => {
        try {
          return await alerts.judge(body);
        } catch (cause) {
          throw new Refused(422, `this cannot be judged: ${causeOf(cause)}`);
        }
      },
    );
  },
} satisfies RouteGroup;
