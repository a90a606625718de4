import { happenedArgs, happeningsOf, happeningTracker, hasHappened } from '../changes/happenings.ts';
import { readPast } from '../changes/readable.ts';
import { defineOperator } from './contract.ts';

const T = Date.parse('2026-06-01T12:00:00Z');
const HOUR = 3_600_000;
const NOW = '2026-06-01T12:00:00Z';

export default defineOperator({
  name: 'did-not',
  title: { en: 'did not do', de: 'tat nicht' },
  summary: {
    en: 'No event of this name, with properties that meet the conditions, happened within the time before the moment; with times, fewer than so many. Unknown for customers whom we have not listened to for that long.',
    de: 'Kein Ereignis dieses Namens, dessen Eigenschaften die Bedingungen erfüllen, geschah in der Zeit vor dem Moment; mit einer Anzahl: weniger als so viele. Unbekannt bei Kunden, von denen wir noch nicht so lange hören.',
  },
  reads: ['events'],
  about: 'past',
  args: happenedArgs,
  examples: [
    {
      args: { event: 'Visit', within: '1h' },
      value: { mark: { from: 0, times: [[T - HOUR, 'a']] } },
      at: NOW,
      answer: true,
    },
    {
      args: { event: 'Visit', within: '2h' },
      value: { mark: { from: T, times: [[T - HOUR, 'a']] } },
      at: NOW,
      answer: false,
    },
    {
      args: { event: 'Visit', within: '2h' },
      value: { mark: { from: T - HOUR, times: [] } },
      at: NOW,
      answer: undefined,
    },
    { args: { event: 'Visit', within: '2h' }, value: {}, at: NOW, answer: undefined },
  ],
  compile({ within, times, where }, nested) {
    if (where) nested.where(where, '.where');
    return (past, { at }) => {
      const did = hasHappened(readPast(past).mark, at, within, times);
      return did === undefined ? undefined : !did;
    };
  },
  tracker: (args, nested) => happeningTracker(args, args.times, happeningsOf(args, nested)),
});
