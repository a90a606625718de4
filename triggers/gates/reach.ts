import type { Gate } from './contract.ts';

/** Keeps the channels where an address is known. */
export default {
  name: 'reach',
  summary: 'The customer has an address on the channel.',
  check({ moment, channels }, { reaches }) {
    const reachable = channels.filter((channel) => reaches(moment.state, channel));
    return reachable.length > 0 ? { pass: reachable } : { hold: `no address for ${channels.join(' or ')}` };
  },
} satisfies Gate;
