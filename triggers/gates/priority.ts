import { readList } from '../words/reason-lists.ts';
import type { Gate } from './contract.ts';

/** Lets the most important trigger speak when several match one signal. */
export default {
  name: 'priority',
  title: { en: 'Precedence', de: 'Vorrang' },
  summary: {
    en: 'No trigger of higher priority already speaks to the customer at this moment.',
    de: 'Kein Auslöser mit höherem Vorrang spricht in diesem Moment schon mit dem Kunden.',
  },
  reasons: {
    outranked: ({ by }) => `lost to ${readList(by).join(', ')}`,
    // Given where places are chosen, see `asides.ts`.
    'other-place': ({ place }) => `the trigger speaks of ${place ?? 'another place'}`,
  },
  check({ channels }, { won, workspace }) {
    if (won.length < workspace.messagesPerMoment) return { pass: channels };
    return { hold: { code: 'outranked', args: { by: won.map((candidate) => candidate.trigger.definition.name) } } };
  },
} satisfies Gate;
