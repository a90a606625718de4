import * as z from 'zod';
import { say } from '../../../triggers/words/say.ts';
import { type Counting, countedWhere, counting, reaches } from '../counts.ts';
import type { Query } from './contract.ts';

const EXPECTED = 'channels with the price of one message, such as sms=0.07,email=0.001';
const PRICE = /^\s*([a-z0-9-]{1,60})=(\d{1,6}(?:\.\d{1,6})?)\s*$/;
const prices = z
  .string(EXPECTED)
  .max(1_000)
  .refine((text) => text === '' || text.split(',').every((part) => PRICE.test(part)), EXPECTED);

export default {
  name: 'channel-cost',
  title: { en: 'Cost by channel', de: 'Kosten nach Kanal' },
  summary: {
    en: 'What the messages of each channel cost and brought: sent, price of one, cost, clicks, successes and their value. Without a price there is no cost.',
    de: 'Was die Nachrichten jedes Kanals kosteten und brachten: gesendet, Preis einer Nachricht, Kosten, Klicks, Erfolge und ihr Wert. Ohne Preis keine Kosten.',
  },
  params: z.object({
    ...counting,
    prices: say(
      prices,
      { en: 'Prices', de: 'Preise' },
      {
        description: {
          en: 'The price of one message by channel, such as sms=0.07; the workspace’s when nothing is said.',
          de: 'Der Preis einer Nachricht je Kanal, etwa sms=0.07; die des Arbeitsbereichs, wenn nichts gesagt ist.',
        },
        kind: 'text',
        examples: ['sms=0.07,email=0.001'],
      },
    ).default(''),
  }),
  derive({ prices: said }) {
    const known = String(said)
      .split(',')
      .flatMap((part) => PRICE.exec(part) ?? []);
    const rows = Array.from({ length: known.length / 3 }, (_, i) => known.slice(i * 3 + 1, i * 3 + 3));
    return { priced: rows.map(([channel]) => channel), price: rows.map(([, price]) => Number(price)) };
  },
  sql(given) {
    const params = given as Counting;
    return `
    SELECT channel, sent, if(has({priced:Array(String)}, channel), {price:Array(Float64)}[indexOf({priced:Array(String)}, channel)], NULL) AS price_each,
      round(sent * price_each, 4) AS cost, clicked, converted, value,
      if(converted = 0, NULL, round(cost / converted, 4)) AS cost_of_success
    FROM (
      SELECT channel, count() AS sent, countIf(${reaches('clicked', params)}) AS clicked,
        countIf(${reaches('converted', params)}) AS converted, sumIf(ifNull(value, 0), ${reaches('converted', params)}) AS value
      FROM results.decisions
      WHERE ${countedWhere(params)} AND isNotNull(sent_at)
      GROUP BY channel
    )
    ORDER BY sent DESC, channel`;
  },
  examples: [
    {
      params: { prices: 'sms=0.07,email=0.001' },
      gives: [
        {
          ...{ channel: 'email', sent: 2, price_each: 0.001, cost: 0.002, clicked: 1, converted: 1, value: 40 },
          ...{ cost_of_success: 0.002 },
        },
      ],
    },
  ],
} satisfies Query;
