import { nestedTest } from '../arguments/argument-shapes.ts';
import { say } from '../words/say.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'length',
  title: { en: 'has this many items', de: 'hat so viele Einträge' },
  summary: {
    en: 'How many items the list has passes a test on numbers.',
    de: 'Die Anzahl der Einträge der Liste besteht eine Prüfung auf Zahlen.',
  },
  reads: ['list'],
  args: say(nestedTest, { en: 'Number of items', de: 'Anzahl der Einträge' }),
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
