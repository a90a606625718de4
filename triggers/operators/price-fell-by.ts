import { propertyReader } from '../arguments/properties.ts';
import { isNumber } from '../arguments/readable.ts';
import { amount, reachedBy } from '../changes/amount.ts';
import { readChange } from '../changes/readable.ts';
import { defineOperator } from './contract.ts';

const skuOf = propertyReader('sku');
const priceOf = propertyReader('price');

export default defineOperator({
  name: 'price-fell-by',
  title: { en: 'became cheaper by', de: 'wurde billiger um' },
  summary: {
    en: 'An item that was in the list before, by its sku, is cheaper by this much, or by this share of its price.',
    de: 'Ein Artikel, der nach seiner Artikelnummer schon in der Liste war, ist um so viel, oder um diesen Anteil, billiger.',
  },
  reads: ['list'],
  about: 'change',
  args: amount,
  examples: [
    { args: '10%', value: { before: [{ sku: 'a', price: 50 }], value: [{ sku: 'a', price: 45 }] }, answer: true },
    { args: '10%', value: { before: [{ sku: 'a', price: 20.1 }], value: [{ sku: 'a', price: 18.09 }] }, answer: true },
    { args: 6, value: { before: [{ sku: 'a', price: 50 }], value: [{ sku: 'a', price: 45 }] }, answer: false },
    { args: 6, value: { before: [{ sku: 'b', price: 50 }], value: [{ sku: 'a', price: 4 }] }, answer: false },
    { args: 6, value: { before: [{ sku: 'a' }], value: [{ sku: 'a', price: 4 }] }, answer: undefined },
    { args: 6, value: { value: [{ sku: 'a', price: 4 }] }, answer: undefined },
  ],
  compile(args) {
    const goal = reachedBy(args, -1);
    return (change) => {
      const { before, value } = readChange(change);
      if (!Array.isArray(before) || !Array.isArray(value)) return undefined;
      const was = new Map(before.map((item) => [skuOf(item), priceOf(item)]));
      let answer: boolean | undefined = false;
      for (const item of value) {
        const sku = skuOf(item);
        if (!was.has(sku)) continue;
        const [old, price] = [was.get(sku), priceOf(item)];
        const wanted = isNumber(old) ? goal(old) : undefined;
        if (wanted === undefined || !isNumber(price)) answer = undefined;
        else if (price <= wanted) return true;
      }
      return answer;
    };
  },
});
