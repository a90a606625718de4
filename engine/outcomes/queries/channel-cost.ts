import * as z from 'zod';
import { say } from '../../../triggers/words/say.ts';
import { type Counting, countedWhere, counting, reaches } from '../counts.ts';
import { nextMessages } from '../next-messages.ts';
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
    en: 'What the messages of each channel cost and brought: sent, of those that went on by this channel as the next one, price of one, cost of both, clicks, successes and their value. Without a price there is no cost.',
    de: 'Was die Nachrichten jedes Kanals kosteten und brachten: gesendet, davon getrennt die, die über diesen Kanal als nächsten weitergingen, Preis einer Nachricht, Kosten beider, Klicks, Erfolge und ihr Wert. Ohne Preis keine Kosten.',
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
    SELECT channel, sum(firsts) AS sent, sum(nexts) AS sent_as_next,
      if(has({priced:Array(String)}, channel), {price:Array(Float64)}[indexOf({priced:Array(String)}, channel)], NULL) AS price_each,
      round((sent + sent_as_next) * price_each, 4) AS cost, sum(clicks) AS clicked, sum(successes) AS converted, sum(worth) AS value,
      if(converted = 0, NULL, round(cost / converted, 4)) AS cost_of_success
    FROM (
      SELECT channel, count() AS firsts, 0 AS nexts, countIf(${reaches('clicked', params)}) AS clicks,
        countIf(${reaches('converted', params)}) AS successes, sumIf(ifNull(value, 0), ${reaches('converted', params)}) AS worth
      FROM results.decisions
      WHERE ${countedWhere(params)} AND isNotNull(sent_at)
      GROUP BY channel
      UNION ALL
      SELECT next.channel AS channel, 0 AS firsts, countIf(next.sent) AS nexts, 0 AS clicks, 0 AS successes, 0 AS worth
      FROM ${nextMessages(params)}
      GROUP BY channel
    )
    GROUP BY channel
    HAVING sent + sent_as_next > 0
    ORDER BY sent DESC, channel`;
  },
  examples: [
    {
      params: { prices: 'sms=0.07,email=0.001' },
      gives: [
        {
          ...{
            channel: 'email',
            sent: 2,
            sent_as_next: 0,
            price_each: 0.001,
            cost: 0.002,
            clicked: 1,
            converted: 1,
            value: 40,
          },
          ...{ cost_of_success: 0.002 },
        },
        {
          ...{
            channel: 'sms',
            sent: 0,
            sent_as_next: 1,
            price_each: 0.07,
            cost: 0.07,
            clicked: 0,
            converted: 0,
            value: 0,
          },
          ...{ cost_of_success: null },
        },
      ],
    },
  ],
} satisfies Query;
