import type { Gate } from './contract.ts';

/** Stops a trigger that runs only to be watched. Asked last: whatever it holds would have been sent. */
export default {
  name: 'shadow',
  summary: 'The trigger is not in shadow mode, where everything is decided and nothing is sent.',
  check({ trigger, channels }) {
    return trigger.definition.shadow ? { hold: `would go by ${channels[0]}` } : { pass: channels };
  },
} satisfies Gate;
