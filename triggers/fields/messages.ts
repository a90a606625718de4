import { messagesKept } from '../changes/messages-kept.ts';
import type { Moment } from '../contract.ts';
import { capsLeft } from '../gates/frequency-cap.ts';
import { expectedAmong } from '../problems/references.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'messages',
  summary: 'The messages that the customer was sent, and how many more they may be sent.',
  fields: [
    defineDerived({
      name: 'messages',
      summary: 'What the customer was sent and did with it: asked with received, opened, clicked, replied and unopened',
      type: 'messages',
      read: ({ state }) => messagesKept(state),
    }),
    defineDerived({
      name: 'message.pressureLeft',
      summary: 'How many messages the caps for all purposes and channels let through now',
      type: 'number',
      read: (moment) => left(moment, undefined),
    }),
    {
      name: 'message.pressureLeft.*',
      summary:
        'How many messages of one purpose the caps let through now, `message.pressureLeft.offers`, on any channel',
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
