import { eitherOf } from '../words/reason-lists.ts';
import type { Gate } from './contract.ts';

/** Keeps the channels where an address is known. */
export default {
  name: 'reach',
  title: { en: 'Reachable', de: 'Erreichbar' },
  summary: { en: 'The customer has an address on the channel.', de: 'Der Kunde hat eine Adresse auf dem Kanal.' },
  reasons: {
    'no-address': ({ channels }) => `no address for ${eitherOf(channels)}`,
    'no-channel': () => 'no channel is set up for it',
  },
  check({ moment, channels }, { addressOf }) {
    const reachable = channels.filter((channel) => addressOf(moment.state, channel) !== undefined);
    return reachable.length > 0 ? { pass: reachable } : { hold: { code: 'no-address', args: { channels } } };
  },
} satisfies Gate;
