import * as z from 'zod';
import { say } from '../../../triggers/words/say.ts';
import type { Query } from './contract.ts';

export default {
  name: 'content',
  isPersonal: true,
  title: { en: 'Content of a message', de: 'Inhalt einer Nachricht' },
  summary: {
    en: 'What was sent: the filled slots of one message, as JSON.',
    de: 'Was gesendet wurde: die gefüllten Teile einer Nachricht, als JSON.',
  },
  params: z.object({
    decision: say(
      z.string().min(1).max(128),
      { en: 'Decision', de: 'Entscheidung' },
      {
        description: {
          en: 'The decision’s id, which is its message’s id too.',
          de: 'Die Kennung der Entscheidung; ihre Nachricht hat dieselbe.',
        },
      },
    ),
  }),
  sql: `
    SELECT decision, channel, customer, toUnixTimestamp64Milli(at) AS at, content, content_cut
    FROM results.messages
    WHERE decision = {decision:String}
    ORDER BY at, channel`,
  examples: [
    {
      params: { decision: 'd1' },
      gives: [
        {
          decision: 'd1',
          channel: 'email',
          customer: 'ann',
          at: 1_767_636_060_000,
          content: '{"subject":"Rain?","html":"<p>Come in.</p>"}',
          content_cut: false,
        },
      ],
    },
  ],
} satisfies Query;
