import type { RouteGroup } from '../route-group.ts';
import { engineState } from '../wire/state.ts';

/** The state of all engines, stores, queues and channels in one answer. */
export default {
  name: 'state',
  summary: 'Whether messages flow, and what is in their way.',
  register(app, { readState }) {
    app.get(
      '/v1/state',
      {
        config: { may: 'read' },
        schema: {
          summary: 'Channels, queues, stores and engines now. Takes 300 ms at most: what is silent is said to be so.',
          response: { 200: engineState },
        },
      },
      () => readState(),
    );
  },
} satisfies RouteGroup;
