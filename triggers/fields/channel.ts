import { PREFERRED_CHANNEL } from '../deciding/channel-order.ts';
import { openUntil, WINDOWS, windowOf } from '../policy/windows.ts';
import { knownValue } from '../state/known.ts';
import { suppressionOf } from '../state/suppressed.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

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
    ...Object.keys(WINDOWS).flatMap((channel) => [
      defineDerived({
        name: `channel.${channel}.windowOpen`,
        title: { en: `${titleOf(channel)}: may be written to`, de: `${titleOf(channel)}: darf angeschrieben werden` },
        summary: {
          en: 'Whether the customer wrote on the channel a short time ago, so that any message may be sent there; unknown while they were never heard there',
          de: 'Ob der Kunde auf dem Kanal vor kurzem schrieb, sodass dort jede Nachricht gesendet werden darf; unbekannt, solange er dort nie zu hören war',
        },
        type: 'boolean',
        read: ({ state, at }) => {
          const is = windowOf(state, channel, at);
          return is === 'unknown' ? undefined : is === 'open';
        },
      }),
      defineDerived({
        name: `channel.${channel}.windowUntil`,
        title: { en: `${titleOf(channel)}: may be written to until`, de: `${titleOf(channel)}: anschreibbar bis` },
        summary: {
          en: 'Until when any message may be sent on the channel; unknown while the customer has to write first',
          de: 'Bis wann auf dem Kanal jede Nachricht gesendet werden darf; unbekannt, solange der Kunde zuerst schreiben muss',
        },
        type: 'date',
        read: ({ state, at }) => openUntil(state, channel, at),
      }),
    ]),
  ],
} satisfies FieldGroup;

function titleOf(channel: string): string {
  const TITLES: Readonly<Record<string, string>> = { whatsapp: 'WhatsApp', tiktok: 'TikTok', wechat: 'WeChat' };
  return TITLES[channel] ?? channel.charAt(0).toUpperCase() + channel.slice(1);
}
