import type { Gate } from './contract.ts';

/** Keeps the channels where an address is known. */
export default {
  name: 'reach',
  summary: 'The customer has an address on the channel.',
  check({ moment, channels }, { addressOf }) {
    const reachable = channels.filter((channel) => addressOf(moment.state, channel) !== undefined);
    return reachable.length > 0 ? { pass: reachable } : { hold: `no address for ${channels.join(' or ')}` };
  },
} satisfies Gate;
