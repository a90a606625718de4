import type { Gate } from './contract.ts';

/** Stops a trigger that runs only to be watched. Asked last: whatever it holds would have been sent. */
export default {
  name: 'shadow',
  summary: 'The trigger is not in shadow mode, where everything is decided and nothing is sent.',
  reasons: { 'would-send': ({ channel }) => `would go by ${channel}` },
  check({ trigger, channels }) {
    if (!trigger.definition.shadow) return { pass: channels };
    return { hold: { code: 'would-send', args: { channel: channels[0] ?? '' } } };
  },
} satisfies Gate;
