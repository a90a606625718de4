import { nestedTest } from '../arguments/argument-shapes.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'length',
  summary: 'How many items the list has passes a test on numbers.',
  reads: ['list'],
  args: nestedTest,
  examples: [
    { args: { 'at-least': 2 }, value: ['a', 'b'], answer: true },
    { args: { 'at-least': 2, below: 4 }, value: [1, 2, 3, 4], answer: false },
    { args: 0, value: [], answer: true },
    { args: 0, value: 'text', answer: undefined },
  ],
  compile(source, nested) {
    const passes = nested.test(source, 'number', '');
    return (value, now) => (Array.isArray(value) ? passes(value.length, now) : undefined);
  },
});
