import { suppressionOf } from '../state/suppressed.ts';
import { eitherOf } from '../words/reason-lists.ts';
import type { Gate } from './contract.ts';

/** Stops channels whose address is dead, or on which the customer complained. */
export default {
  name: 'suppression',
  title: { en: 'Blocked address', de: 'Gesperrte Adresse' },
  summary: {
    en: 'The address did not bounce for good, and the customer did not complain on the channel.',
    de: 'Die Adresse kam nicht endgültig zurück, und der Kunde hat sich auf dem Kanal nicht beschwert.',
  },
  reasons: { suppressed: ({ channels }, _, words) => words || `the address is suppressed for ${eitherOf(channels)}` },
  check({ moment: { state }, channels }, { addressOf }) {
    if (!isAny(state.suppressed)) return { pass: channels };
    const said: string[] = [];
    const open = channels.filter((channel) => {
      const why = suppressionOf(state, channel, addressOf(state, channel));
      if (why) said.push(`${channel}: ${why.reason}`);
      return !why;
    });
    if (open.length > 0) return { pass: open };
    return { hold: { code: 'suppressed', args: { channels }, words: said.join(', ') } };
  },
} satisfies Gate;

/** Most customers have none. */
function isAny(suppressed: object): boolean {
  for (const _ in suppressed) return true;
  return false;
}
