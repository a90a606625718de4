import type { CompiledWaker, Step } from '../contract.ts';
import { outcomeSelector, selectOutcomes } from '../patterns/outcome-selector.ts';
import { defineWaker } from './contract.ts';

/**
 * Ties triggers into a network of touchpoints; a loop is refused at publish unless a cooldown breaks it (see
 * `patterns/network.ts`).
 */
export default defineWaker({
  name: 'outcome',
  title: { en: 'reacts to a message', de: 'reagiert auf eine Nachricht' },
  summary: {
    en: 'Something became of a message of a trigger: it was sent, delivered, opened, clicked, answered, or never left.',
    de: 'Aus einer Nachricht eines Auslösers wurde etwas: Sie wurde gesendet, zugestellt, geöffnet, angeklickt, beantwortet, oder ging nie hinaus.',
  },
  args: outcomeSelector,
  examples: [
    { args: { of: 'store-voucher', is: 'clicked' }, listens: ['signal:message'] },
    { args: { of: 'store-voucher', is: ['opened', 'clicked'] }, listens: ['signal:message'] },
    { args: { of: 'welcome', is: 'not-sent' }, listens: ['signal:message'] },
  ],
  compile(args): CompiledWaker {
    const { listens, follows, is } = selectOutcomes(args);
    return {
      listens,
      follows: follows.map((followed) => ({ ...followed, wakes: true })),
      step: (moment) => (is(moment) ? WAKE : SLEEP),
    };
  },
});

const WAKE: Step = Object.freeze({ wakes: true });
const SLEEP: Step = Object.freeze({});
