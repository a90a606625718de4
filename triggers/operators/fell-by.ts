import { isNumber } from '../arguments/readable.ts';
import { amount, reachedBy } from '../changes/amount.ts';
import { readChange } from '../changes/readable.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'fell-by',
  title: { en: 'fell by', de: 'fiel um' },
  summary: {
    en: 'The signal at hand brought a number that is smaller by this much, or by this share of what it was.',
    de: 'Das Signal brachte eine Zahl, die um so viel, oder um diesen Anteil, kleiner ist als vorher.',
  },
  reads: ['number'],
  about: 'change',
  args: amount,
  examples: [
    { args: 10, value: { before: 30, value: 20 }, answer: true },
    { args: '20%', value: { before: 50, value: 40 }, answer: true },
    { args: '20%', value: { before: 50, value: 41 }, answer: false },
    { args: 10, value: { before: 20, value: 30 }, answer: false },
    { args: '10%', value: { before: 20.1, value: 18.09 }, answer: true },
    { args: 0.1, value: { before: 0.3, value: 0.2 }, answer: true },
    { args: 10, value: { value: 30 }, answer: undefined },
    { args: '10%', value: { before: 0, value: -30 }, answer: undefined },
  ],
  compile(args) {
    const goal = reachedBy(args, -1);
    return (change) => {
      const { before, value } = readChange(change);
      const wanted = isNumber(before) ? goal(before) : undefined;
      return wanted === undefined || !isNumber(value) ? undefined : value <= wanted;
    };
  },
});
