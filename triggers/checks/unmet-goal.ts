import { expectedAmong } from '../problems/references.ts';
import type { TriggerCheck } from './contract.ts';

/** Finds goals that no signal can meet: of a kind that does not exist, or that is not about customers. */
export default {
  name: 'unmet-goal',
  summary: 'Goals that no signal can meet, as there is no such kind of signal, or none about a customer.',
  find({ definition: { goals = [] } }, { vocabulary: { signals } }) {
    const kinds = new Set([...signals.values()].filter(({ about }) => about === 'customer').map(({ name }) => name));
    return goals.flatMap(({ signal }, i) => {
      const kind = typeof signal === 'string' ? signal : (signal as { readonly kind: string }).kind;
      const expected = expectedAmong('a kind of signal about a customer', kind, kinds);
      return expected === undefined ? [] : [{ path: goals.length > 1 ? `goal[${i}].signal` : 'goal.signal', expected }];
    });
  },
} satisfies TriggerCheck;
