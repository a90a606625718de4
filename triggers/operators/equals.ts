import { scalar, scalarFor } from '../arguments/argument-shapes.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'equals',
  title: { en: 'is', de: 'ist' },
  summary: { en: 'The value is exactly this.', de: 'Der Wert ist genau dieser.' },
  reads: ['number', 'string', 'boolean', 'time'],
  args: scalar,
  argsFor: scalarFor,
  examples: [
    { args: 'phone', value: 'phone', answer: true },
    { args: 'phone', value: 'Phone', answer: false },
    { args: '', value: '', answer: true },
    { args: true, value: false, answer: false },
    { args: 3, value: 3, answer: true },
    { args: 3, value: '3', answer: undefined },
  ],
  compile(wanted) {
    const readable = typeof wanted;
    return (value) => (typeof value === readable ? value === wanted : undefined);
  },
  hint: (wanted) => ({ oneOf: [wanted] }),
  compares: (wanted) => [wanted],
});
