import { arrayOf, scalar } from '../arguments/argument-shapes.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'has-any',
  title: { en: 'has one of', de: 'hat eines von' },
  summary: { en: 'The list has at least one of these.', de: 'Die Liste enthält mindestens eines davon.' },
  reads: ['list'],
  args: arrayOf(scalar),
  examples: [
    { args: ['vip', 'staff'], value: ['new', 'vip'], answer: true },
    { args: ['vip', 'staff'], value: ['new'], answer: false },
    { args: ['vip', 'staff'], value: [], answer: false },
    { args: ['vip', 'staff'], value: 'vip', answer: undefined },
  ],
  compile(list) {
    const wanted = new Set<unknown>(list);
    return (value) => (Array.isArray(value) ? value.some((item) => wanted.has(item)) : undefined);
  },
  compares: (list) => list,
});
