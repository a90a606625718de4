import * as z from 'zod';
import { nestedTest, propertyPath } from '../arguments/argument-shapes.ts';
import { happenedArgs, happeningsOf, happeningTracker, MOST_SUMMED, sumWithin } from '../changes/happenings.ts';
import { readPast } from '../changes/readable.ts';
import { say } from '../words/say.ts';
import { defineOperator } from './contract.ts';

const T = Date.parse('2026-06-01T12:00:00Z');
const HOUR = 3_600_000;
const NOW = '2026-06-01T12:00:00Z';
const TWO_ORDERS = {
  mark: {
    from: 0,
    times: [
      [T - HOUR, 'a', 30],
      [T, 'b', 20],
    ],
  },
};

export default defineOperator({
  name: 'summed',
  title: { en: 'did things that add up to', de: 'tat Dinge mit der Summe' },
  summary: {
    en: `The sum of a property, over the events of this name within the time before the moment, passes a test on numbers. Unknown where an event had no such number, or more than ${MOST_SUMMED} happened.`,
    de: `Die Summe einer Eigenschaft über die Ereignisse dieses Namens in der Zeit vor dem Moment besteht eine Prüfung auf Zahlen. Unbekannt, wo ein Ereignis keine solche Zahl hatte, oder mehr als ${MOST_SUMMED} geschahen.`,
  },
  reads: ['events'],
  about: 'past',
  args: say(
    z.strictObject(
      {
        ...happenedArgs.omit({ times: true }).shape,
        property: propertyPath,
        is: say(nestedTest, { en: 'The sum', de: 'Die Summe' }),
      },
      '{ event: Order Completed, property: total, within: 30d, is: { at-least: 100 } }',
    ),
    { en: 'Events that are added up', de: 'Ereignisse, die summiert werden' },
  ),
  examples: [
    {
      args: { event: 'Order', property: 'total', within: '2h', is: { 'at-least': 50 } },
      value: TWO_ORDERS,
      at: NOW,
      answer: true,
    },
    {
      args: { event: 'Order', property: 'total', within: '1h', is: { 'at-least': 50 } },
      value: TWO_ORDERS,
      at: NOW,
      answer: false,
    },
    {
      args: { event: 'Order', property: 'total', within: '1h', is: { 'at-least': 50 } },
      value: { mark: { from: T, times: [[T, 'b', 20]] } },
      at: NOW,
      answer: undefined,
    },
  ],
  compile({ within, where, is }, nested) {
    if (where) nested.where(where, '.where');
    const passes = nested.test(is, 'number', '.is');
    return (past, now) => {
      const sum = sumWithin(readPast(past).mark, now.at, within);
      return sum === undefined ? undefined : passes(sum, now);
    };
  },
  tracker: (args, nested) => happeningTracker(args, MOST_SUMMED, happeningsOf(args, nested)),
});
