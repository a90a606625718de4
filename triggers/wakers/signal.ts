import type { CompiledWaker, Step } from '../contract.ts';
import { detailsOf } from '../patterns/details.ts';
import { followsOf } from '../patterns/happening.ts';
import { selectSignals, signalSelector } from '../patterns/signal-selector.ts';
import { defineWaker } from './contract.ts';

export default defineWaker({
  name: 'signal',
  title: { en: 'sends a signal', de: 'sendet ein Signal' },
  summary: {
    en: 'A signal arrived: of a kind, or an event of a name; where what it says meets conditions, if there are any.',
    de: 'Ein Signal kam: von einer Art, oder ein Ereignis eines Namens; wo sein Inhalt Bedingungen erfüllt, falls es welche gibt.',
  },
  args: signalSelector,
  examples: [
    { args: 'cart', listens: ['signal:cart'] },
    { args: { kind: 'cart', where: { stage: 'payment' } }, listens: ['signal:cart'] },
    { args: { kind: 'event', name: 'Order Completed' }, listens: ['event:Order Completed'] },
  ],
  compile(args, nested): CompiledWaker {
    const signals = selectSignals(args, nested, '');
    const { listens, is } = signals;
    const follows = followsOf([signals], true);
    // Without conditions whatever it listens to wakes, and an index can find it.
    if (typeof args === 'string' || args.where === undefined) return { listens, follows };
    const needs = nested.needs(args.where, detailsOf);
    return { listens, follows, needs, step: (moment) => (is(moment) ? WAKE : SLEEP) };
  },
});

const WAKE: Step = Object.freeze({ wakes: true });
const SLEEP: Step = Object.freeze({});
