import { PREFERRED_CHANNEL } from '../deciding/channel-order.ts';
import { knownValue } from '../state/known.ts';
import { suppressionOf } from '../state/suppressed.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'channel',
  summary: 'The channels by which the customer can be written to.',
  fields: [
    defineDerived({
      name: 'channel.reachable',
      summary: 'Channels of the workspace on which an address is known that is not suppressed',
      type: 'list',
      values: { of: 'channels' },
      read: ({ state, workspaceView }) =>
        workspaceView?.workspace.channels.filter((channel) => {
          const address = workspaceView.addressOf(state, channel);
          return address !== undefined && suppressionOf(state, channel, address) === undefined;
        }),
    }),
    defineDerived({
      name: 'channel.preferred',
      summary:
        'The channel that the customer likes best, by their trait preferredChannel; unknown while they did not say',
      type: 'string',
      values: { of: 'channels' },
      read({ state, at }) {
        const choice = knownValue(state, PREFERRED_CHANNEL, at);
        return Array.isArray(choice) ? choice[0] : choice;
      },
    }),
  ],
} satisfies FieldGroup;
