import type { Gate } from './contract.ts';

/** Stops channels whose address bounced, complained or opted out. */
export default {
  name: 'suppression',
  summary: 'The address is not on the suppression list (hard bounce, complaint, opt-out).',
  check({ moment, channels }) {
    const open = channels.filter((channel) => !moment.state.suppressed[channel]);
    if (open.length > 0) return { pass: open };
    return { hold: channels.map((channel) => `${channel}: ${moment.state.suppressed[channel]!.reason}`).join(', ') };
  },
} satisfies Gate;
