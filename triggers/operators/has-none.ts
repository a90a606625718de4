import { arrayOf, scalar } from '../arguments/argument-shapes.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'has-none',
  title: { en: 'has none of', de: 'hat keines von' },
  summary: { en: 'The list is known and has none of these.', de: 'Die Liste ist bekannt und enthält keines davon.' },
  reads: ['list'],
  args: arrayOf(scalar),
  examples: [
    { args: ['staff', 'test'], value: ['vip'], answer: true },
    { args: ['staff', 'test'], value: [], answer: true },
    { args: ['staff', 'test'], value: ['vip', 'test'], answer: false },
    { args: ['staff', 'test'], value: undefined, answer: undefined },
  ],
  compile(list) {
    const unwanted = new Set<unknown>(list);
    return (value) => (Array.isArray(value) ? !value.some((item) => unwanted.has(item)) : undefined);
  },
  compares: (list) => list,
});
