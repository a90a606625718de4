import { crossingArgs, crossingOf, crossingTest, crossingTracker } from '../changes/crossing.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'rose-above',
  title: { en: 'rose above', de: 'stieg über' },
  summary: {
    en: 'The signal at hand took the number above this level. With a hysteresis it counts again only after the number was that far below, so that one that swings about the level says so once.',
    de: 'Das Signal brachte die Zahl über diese Schwelle. Mit einem Abstand zählt es erst wieder, wenn die Zahl so weit darunter war: Eine, die um die Schwelle schwankt, meldet sich nur einmal.',
  },
  reads: ['number'],
  about: 'change',
  args: crossingArgs,
  examples: [
    { args: 30, value: { before: 30, value: 31 }, answer: true },
    { args: 30, value: { before: 31, value: 32 }, answer: false },
    { args: 30, value: { value: 30 }, answer: false },
    { args: 30, value: { value: 31 }, answer: undefined },
    { args: { level: 30, hysteresis: 2 }, value: { before: 29, value: 31, mark: 1 }, answer: false },
    { args: { level: 30, hysteresis: 2 }, value: { before: 29, value: 31, mark: 0 }, answer: true },
  ],
  compile: (args) => crossingTest(crossingOf('>', args)),
  implies: (args) => ({ above: crossingOf('>', args).level }),
  tracker: (args) => crossingTracker(crossingOf('>', args)),
});
