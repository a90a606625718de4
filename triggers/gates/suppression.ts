import { suppressionOf } from '../suppressed.ts';
import type { Gate } from './contract.ts';

/** Stops channels whose address is dead, or on which the customer complained. */
export default {
  name: 'suppression',
  summary: 'The address did not bounce for good, and the customer did not complain on the channel.',
  check({ moment: { state }, channels }, { addressOf }) {
    if (!isAny(state.suppressed)) return { pass: channels };
    const reasons: string[] = [];
    const open = channels.filter((channel) => {
      const why = suppressionOf(state, channel, addressOf(state, channel));
      if (why) reasons.push(`${channel}: ${why.reason}`);
      return !why;
    });
    return open.length > 0 ? { pass: open } : { hold: reasons.join(', ') };
  },
} satisfies Gate;

/** Most customers have none. */
function isAny(suppressed: object): boolean {
  for (const _ in suppressed) return true;
  return false;
}
