import type { Gate } from './contract.ts';

/** Lets the most important trigger speak when several match one signal. */
export default {
  name: 'priority',
  summary: 'No trigger of higher priority already speaks to the customer at this moment.',
  check({ channels }, { won, workspace }) {
    if (won.length < workspace.messagesPerMoment) return { pass: channels };
    return { hold: `lost to ${won.map((candidate) => candidate.trigger.definition.name).join(', ')}` };
  },
} satisfies Gate;
