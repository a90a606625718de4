import type { Gate } from './contract.ts';

/** Stops a trigger that runs only to be watched. Asked last: whatever it holds would have been sent. */
export default {
  name: 'shadow',
  title: { en: 'Dry run', de: 'Probelauf' },
  summary: {
    en: 'The trigger is not in shadow mode, where everything is decided and nothing is sent.',
    de: 'Der Auslöser ist nicht im Probelauf, in dem alles entschieden und nichts gesendet wird.',
  },
  reasons: { 'would-send': ({ channel }) => `would go by ${channel}` },
  check({ trigger, channels }) {
    if (!trigger.definition.shadow) return { pass: channels };
    return { hold: { code: 'would-send', args: { channel: channels[0] ?? '' } } };
  },
} satisfies Gate;
