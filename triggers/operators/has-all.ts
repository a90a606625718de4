import { arrayOf, scalar } from '../arguments/argument-shapes.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'has-all',
  title: { en: 'has all of', de: 'hat alle von' },
  summary: { en: 'The list has every one of these.', de: 'Die Liste enthält jedes davon.' },
  reads: ['list'],
  args: arrayOf(scalar),
  examples: [
    { args: ['vip', 'local'], value: ['local', 'new', 'vip'], answer: true },
    { args: ['vip', 'local'], value: ['vip'], answer: false },
    { args: ['vip', 'local'], value: { vip: true, local: true }, answer: undefined },
  ],
  compile(list) {
    const wanted = [...new Set(list)];
    return (value) => {
      if (!Array.isArray(value)) return undefined;
      const had = new Set<unknown>(value);
      return wanted.every((item) => had.has(item));
    };
  },
  compares: (list) => list,
});
