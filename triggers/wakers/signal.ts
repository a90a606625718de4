import * as z from 'zod';
import { nestedWhere } from '../argument-shapes.ts';
import type { CompiledWaker, Moment, Step } from '../contract.ts';
import { nowOf } from '../now.ts';
import { wakeKey } from '../wake-keys.ts';
import { defineWaker } from './contract.ts';

const EXPECTED =
  'a kind of signal such as cart, or { kind: event, name: "Order Completed" }, with or without where: { … }';
const word = z.string(EXPECTED).min(1, EXPECTED).max(200, EXPECTED);

export default defineWaker({
  name: 'signal',
  summary: 'A signal arrived: of a kind, or an event of a name; where what it says meets conditions, if there are any.',
  args: z.union(
    [
      word,
      z.strictObject({ kind: word, where: nestedWhere.optional() }, EXPECTED),
      z.strictObject({ kind: z.literal('event', EXPECTED), name: word, where: nestedWhere.optional() }, EXPECTED),
    ],
    EXPECTED,
  ),
  examples: [
    { args: 'cart', listens: ['signal:cart'] },
    { args: { kind: 'cart', where: { stage: 'payment' } }, listens: ['signal:cart'] },
    { args: { kind: 'event', name: 'Order Completed' }, listens: ['event:Order Completed'] },
  ],
  compile(args, nested): CompiledWaker {
    if (typeof args === 'string') return { listens: [wakeKey.signal(args)] };
    const listens = ['name' in args ? wakeKey.event(args.name) : wakeKey.signal(args.kind)];
    if (!args.where) return { listens };
    const meets = nested.where(args.where, '.where');
    return { listens, step: (moment) => (meets(said(moment), nowOf(moment)) ? WAKE : SLEEP) };
  },
});

const WAKE: Step = Object.freeze({ wakes: true });
const SLEEP: Step = Object.freeze({});

/** What conditions are asked about: an event's properties, or all that another signal says. */
function said({ signal }: Moment): unknown {
  return signal.kind === 'event' ? signal.value.properties : signal.value;
}
