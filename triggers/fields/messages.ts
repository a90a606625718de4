import { messagesKept } from '../changes/messages-kept.ts';
import type { Moment } from '../contract.ts';
import { capsLeft } from '../gates/frequency-cap.ts';
import { expectedAmong } from '../problems/references.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'messages',
  group: 'messages',
  summary: 'The messages that the customer was sent, and how many more they may be sent.',
  fields: [
    defineDerived({
      name: 'messages',
      title: { en: 'Messages sent to them', de: 'Erhaltene Nachrichten' },
      summary: {
        en: 'What the customer was sent and did with it: asked with received, opened, clicked, replied and unopened',
        de: 'Was der Kunde gesendet bekam und damit tat: gefragt mit „wurde empfangen“, „geöffnet“, „angeklickt“, „beantwortet“ und „blieben ungeöffnet“',
      },
      type: 'messages',
      read: ({ state }) => messagesKept(state),
    }),
    defineDerived({
      name: 'message.pressureLeft',
      title: { en: 'Messages still allowed', de: 'Noch erlaubte Nachrichten' },
      summary: {
        en: 'How many messages the caps for all purposes and channels let through now',
        de: 'Wie viele Nachrichten die Kontaktgrenzen für alle Zwecke und Kanäle jetzt noch durchlassen',
      },
      type: 'number',
      read: (moment) => left(moment, undefined),
    }),
    {
      name: 'message.pressureLeft.*',
      title: { en: 'Still allowed for a purpose', de: 'Noch erlaubt für einen Zweck' },
      summary: {
        en: 'How many messages of one purpose the caps let through now, `message.pressureLeft.offers`, on any channel',
        de: 'Wie viele Nachrichten eines Zwecks die Kontaktgrenzen jetzt noch durchlassen, `message.pressureLeft.offers`, auf irgendeinem Kanal',
      },
      type: 'number',
      expects: (purpose, { purposes }) => expectedAmong('a purpose of the workspace', purpose, purposes),
      bind: (purpose) => (moment) => left(moment, purpose),
    },
  ],
} satisfies FieldGroup;

function left({ state, at, workspaceView }: Moment, purpose: string | undefined): number | undefined {
  if (!workspaceView || (purpose !== undefined && !Object.hasOwn(workspaceView.workspace.purposes, purpose)))
    return undefined;
  return capsLeft(state.reservations, workspaceView.workspace.caps, at, purpose);
}
