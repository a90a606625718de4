import { amount, amountOf } from '../changes/amount.ts';
import { readChange } from '../changes/readable.ts';
import { isNumber } from '../readable.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'fell-by',
  summary: 'The signal at hand brought a number that is smaller by this much, or by this share of what it was.',
  reads: ['number'],
  about: 'change',
  args: amount,
  examples: [
    { args: 10, value: { before: 30, value: 20 }, answer: true },
    { args: '20%', value: { before: 50, value: 40 }, answer: true },
    { args: '20%', value: { before: 50, value: 41 }, answer: false },
    { args: 10, value: { before: 20, value: 30 }, answer: false },
    { args: 10, value: { value: 30 }, answer: undefined },
    { args: '10%', value: { before: 0, value: -30 }, answer: undefined },
  ],
  compile(args) {
    const least = amountOf(args);
    return (change) => {
      const { before, value } = readChange(change);
      const by = isNumber(before) ? least(before) : undefined;
      return by === undefined || !isNumber(value) ? undefined : value <= (before as number) - by;
    };
  },
});
