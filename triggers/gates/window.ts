import { WINDOWS, windowOf } from '../policy/windows.ts';
import { eitherOf } from '../words/reason-lists.ts';
import type { Gate } from './contract.ts';

/** Stops channels whose service wants the customer to write first, unless the template has what it takes then too. */
export default {
  name: 'window',
  title: { en: 'Conversation window', de: 'Gesprächsfenster' },
  summary: {
    en: 'On a channel where the customer has to write first, they did so a short time ago, or the template has a part that may be sent at any time.',
    de: 'Auf einem Kanal, auf dem der Kunde zuerst schreiben muss, tat er das vor kurzem, oder die Vorlage hat einen Teil, der jederzeit gesendet werden darf.',
  },
  reasons: { 'window-closed': ({ channels }) => `the customer has to write first by ${eitherOf(channels)}` },
  check({ trigger, moment, channels }, { at }) {
    const { state, workspaceView } = moment;
    if (!state.channels) return { pass: channels };
    const { template } = trigger.definition.message;
    const open = channels.filter((channel) => {
      if (windowOf(state, channel, at) !== 'closed') return true;
      const slot = WINDOWS[channel]?.outside?.[0];
      return slot !== undefined && workspaceView?.hasSlot?.(template, channel, slot) === true;
    });
    if (open.length === channels.length) return { pass: channels };
    return open.length > 0 ? { pass: open } : { hold: { code: 'window-closed', args: { channels } } };
  },
} satisfies Gate;
