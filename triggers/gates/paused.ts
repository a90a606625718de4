import type { Gate, Reason } from './contract.ts';

const ONE: Reason = Object.freeze({ code: 'paused', args: Object.freeze({ what: 'trigger' }) });
const ALL: Reason = Object.freeze({ code: 'paused', args: Object.freeze({ what: 'all' }) });

/** Stops a trigger that a person has paused, or every trigger while all is paused. */
export default {
  name: 'paused',
  title: { en: 'Paused', de: 'Angehalten' },
  summary: {
    en: 'Nobody has paused the trigger, or everything.',
    de: 'Niemand hat den Auslöser angehalten, oder alles.',
  },
  reasons: { paused: ({ what }) => (what === 'all' ? 'everything is paused' : 'the trigger is paused') },
  check({ trigger, channels }, { paused }) {
    if (paused === undefined) return { pass: channels };
    if (paused.isAll) return { hold: ALL };
    return paused.triggers.has(trigger.definition.name) ? { hold: ONE } : { pass: channels };
  },
} satisfies Gate;
