import { PREFERRED_CHANNEL } from '../deciding/channel-order.ts';
import { knownValue } from '../state/known.ts';
import { suppressionOf } from '../state/suppressed.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'channel',
  group: 'messages',
  summary: 'The channels by which the customer can be written to.',
  fields: [
    defineDerived({
      name: 'channel.reachable',
      title: { en: 'Reachable channels', de: 'Erreichbare Kanäle' },
      summary: {
        en: 'Channels of the workspace on which an address is known that is not suppressed',
        de: 'Kanäle des Arbeitsbereichs, auf denen eine Adresse bekannt ist, die nicht gesperrt ist',
      },
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
      title: { en: 'Preferred channel', de: 'Bevorzugter Kanal' },
      summary: {
        en: 'The channel that the customer likes best, by their trait preferredChannel; unknown while they did not say',
        de: 'Der Kanal, den der Kunde am liebsten hat, nach seinem Merkmal preferredChannel; unbekannt, solange er keinen nannte',
      },
      type: 'string',
      values: { of: 'channels' },
      read({ state, at }) {
        const choice = knownValue(state, PREFERRED_CHANNEL, at);
        return Array.isArray(choice) ? choice[0] : choice;
      },
    }),
  ],
} satisfies FieldGroup;
