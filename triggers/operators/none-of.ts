import { arrayOf, scalar, scalarFor } from '../arguments/argument-shapes.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'none-of',
  title: { en: 'is none of', de: 'ist keiner von' },
  summary: {
    en: 'The value is known and is not in the list.',
    de: 'Der Wert ist bekannt und steht nicht in der Liste.',
  },
  reads: ['number', 'string', 'boolean', 'time'],
  args: arrayOf(scalar),
  argsFor: (type) => arrayOf(scalarFor(type)),
  examples: [
    { args: ['wifi', '5g'], value: 'slow', answer: true },
    { args: ['wifi', '5g'], value: 'wifi', answer: false },
    { args: ['wifi', '5g'], value: undefined, answer: undefined },
  ],
  compile(list) {
    const unwanted = new Set<unknown>(list);
    const readable = new Set<string>(list.map((item) => typeof item));
    return (value) => (readable.has(typeof value) ? !unwanted.has(value) : undefined);
  },
  hint: (list) => (new Set(list.map((item) => typeof item)).size === 1 ? { noneOf: list } : undefined),
  compares: (list) => list,
});
