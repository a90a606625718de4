import * as z from 'zod';
import { type Counting, counting } from '../counts.ts';
import { nextMessages } from '../next-messages.ts';
import type { Query } from './contract.ts';

export default {
  name: 'fall-backs',
  title: { en: 'By the next channel', de: 'Über den nächsten Kanal' },
  summary: {
    en: 'Messages that went on by the next channel, by trigger, first channel and the one that carried it: how many were to go, went, were delivered, opened and clicked, and the successes of their decisions. A success counts for the last message that was sent.',
    de: 'Nachrichten, die über den nächsten Kanal weitergingen, nach Auslöser, erstem Kanal und dem, der sie trug: wie viele gehen sollten, gingen, zugestellt, geöffnet und angeklickt wurden, und die Erfolge ihrer Entscheidungen. Ein Erfolg zählt für die letzte gesendete Nachricht.',
  },
  params: z.object(counting),
  sql(given) {
    const params = given as Counting;
    return `
    SELECT first.trigger AS trigger, first.channel AS first_channel, next.channel AS channel, count() AS went_on,
      countIf(next.sent) AS sent, countIf(next.delivered) AS delivered, countIf(next.opened) AS opened, countIf(next.clicked) AS clicked,
      countIf(next.is_last_sent AND first.is_met) AS converted, sumIf(first.worth, next.is_last_sent AND first.is_met) AS value
    FROM ${nextMessages(params)}
    GROUP BY trigger, first_channel, channel
    ORDER BY sent DESC, trigger, first_channel, channel`;
  },
  examples: [
    {
      params: {},
      gives: [
        {
          ...{ trigger: 'cart', first_channel: 'email', channel: 'sms', went_on: 1, sent: 1, delivered: 0 },
          ...{ opened: 0, clicked: 0, converted: 0, value: 0 },
        },
      ],
    },
  ],
} satisfies Query;
