import { crossingArgs, crossingOf, crossingTest, crossingTracker } from '../changes/crossing.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'fell-below',
  title: { en: 'fell below', de: 'fiel unter' },
  summary: {
    en: 'The signal at hand took the number below this level. With a hysteresis it counts again only after the number was that far above, so that one that swings about the level says so once.',
    de: 'Das Signal brachte die Zahl unter diese Schwelle. Mit einem Abstand zählt es erst wieder, wenn die Zahl so weit darüber war: Eine, die um die Schwelle schwankt, meldet sich nur einmal.',
  },
  reads: ['number'],
  about: 'change',
  args: crossingArgs,
  examples: [
    { args: 20, value: { before: 20, value: 19 }, answer: true },
    { args: 20, value: { before: 19, value: 18 }, answer: false },
    { args: 20, value: { value: 20 }, answer: false },
    { args: 20, value: { value: 19 }, answer: undefined },
    { args: { level: 20, hysteresis: 5 }, value: { before: 22, value: 19, mark: 1 }, answer: false },
    { args: { level: 20, hysteresis: 5 }, value: { before: 22, value: 19, mark: 0 }, answer: true },
  ],
  compile: (args) => crossingTest(crossingOf('<', args)),
  implies: (args) => ({ below: crossingOf('<', args).level }),
  tracker: (args) => crossingTracker(crossingOf('<', args)),
});
