import { scalar, scalarFor } from '../arguments/argument-shapes.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'differs',
  title: { en: 'is not', de: 'ist nicht' },
  summary: {
    en: 'The value is known and is anything but this.',
    de: 'Der Wert ist bekannt und ein anderer als dieser.',
  },
  reads: ['number', 'string', 'boolean', 'time'],
  args: scalar,
  argsFor: scalarFor,
  examples: [
    { args: 'phone', value: 'tablet', answer: true },
    { args: 'phone', value: 'phone', answer: false },
    { args: 'phone', value: undefined, answer: undefined },
    { args: 3, value: '4', answer: undefined },
  ],
  compile(unwanted) {
    const readable = typeof unwanted;
    return (value) => (typeof value === readable ? value !== unwanted : undefined);
  },
  hint: (unwanted) => ({ noneOf: [unwanted] }),
  compares: (unwanted) => [unwanted],
});
