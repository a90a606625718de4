import { arrayOf, scalar, scalarFor } from '../arguments/argument-shapes.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'one-of',
  title: { en: 'is one of', de: 'ist einer von' },
  summary: { en: 'The value is in the list.', de: 'Der Wert steht in der Liste.' },
  reads: ['number', 'string', 'boolean', 'time'],
  args: arrayOf(scalar),
  argsFor: (type) => arrayOf(scalarFor(type)),
  examples: [
    { args: ['rain', 'drizzle'], value: 'rain', answer: true },
    { args: ['rain', 'drizzle'], value: 'clear', answer: false },
    { args: ['rain', 'drizzle'], value: undefined, answer: undefined },
    { args: [1, 2], value: 'rain', answer: undefined },
  ],
  compile(list) {
    const wanted = new Set<unknown>(list);
    const readable = new Set<string>(list.map((item) => typeof item));
    return (value) => (readable.has(typeof value) ? wanted.has(value) : undefined);
  },
  hint: (list) => (new Set(list.map((item) => typeof item)).size === 1 ? { oneOf: list } : undefined),
  compares: (list) => list,
});
