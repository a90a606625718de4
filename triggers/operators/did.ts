import { happenedArgs, happeningsOf, happeningTracker, hasHappened } from '../changes/happenings.ts';
import { readPast } from '../changes/readable.ts';
import { defineOperator } from './contract.ts';

const T = Date.parse('2026-06-01T12:00:00Z');
const HOUR = 3_600_000;
const NOW = '2026-06-01T12:00:00Z';

export default defineOperator({
  name: 'did',
  title: { en: 'did', de: 'tat' },
  summary: {
    en: 'An event of this name, with properties that meet the conditions, happened at least so many times (once, when not said) within the time before the moment, the event at hand included. Counted from the first signal after it was published; of the time before that nothing is known.',
    de: 'Ein Ereignis dieses Namens, dessen Eigenschaften die Bedingungen erfüllen, geschah mindestens so oft (ohne Angabe einmal) in der Zeit vor dem Moment, das jetzige eingeschlossen. Gezählt wird vom ersten Signal nach dem Veröffentlichen an; von der Zeit davor ist nichts bekannt.',
  },
  reads: ['events'],
  about: 'past',
  args: happenedArgs,
  examples: [
    {
      args: { event: 'Visit', within: '2h' },
      value: { mark: { from: 0, times: [[T - HOUR, 'a']] } },
      at: NOW,
      answer: true,
    },
    {
      args: { event: 'Visit', within: '2h', times: 2 },
      value: { mark: { from: 0, times: [[T - HOUR, 'a']] } },
      at: NOW,
      answer: false,
    },
    {
      args: { event: 'Visit', within: '1h' },
      value: { mark: { from: 0, times: [[T - HOUR, 'a']] } },
      at: NOW,
      answer: false,
    },
    { args: { event: 'Visit', within: '1h' }, value: { mark: { from: T - 1, times: [] } }, at: NOW, answer: undefined },
    { args: { event: 'Visit', where: { total: { above: 50 } }, within: '1h' }, value: {}, at: NOW, answer: undefined },
  ],
  compile({ within, times, where }, nested) {
    if (where) nested.where(where, '.where');
    return (past, { at }) => hasHappened(readPast(past).mark, at, within, times);
  },
  tracker: (args, nested) => happeningTracker(args, args.times, happeningsOf(args, nested)),
});
