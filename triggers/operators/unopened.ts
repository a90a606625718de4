import * as z from 'zod';
import { checkMeant, isMeant, LONGEST_MESSAGES_MS, messageShape, readKept } from '../changes/messages-kept.ts';
import { say } from '../words/say.ts';
import { defineOperator } from './contract.ts';

const MOST = 20;
const EXPECTED = `a whole number from 1 to ${MOST}`;
const first = { id: 'd1', at: 1, trigger: 't', channel: 'email', purpose: 'offers' };
const second = { ...first, id: 'd2', at: 2 };

export default defineOperator({
  name: 'unopened',
  title: { en: 'were left unopened', de: 'blieben ungeöffnet' },
  summary: {
    en: 'The last so many messages were all neither opened, clicked in nor answered by a person. No when there were not so many; looks back 90 days.',
    de: 'Von den letzten so vielen Nachrichten wurde keine von einem Menschen geöffnet, angeklickt oder beantwortet. Nein, wenn es nicht so viele gab; reicht 90 Tage zurück.',
  },
  reads: ['messages'],
  args: say(
    z.strictObject(
      {
        last: say(
          z.int(EXPECTED).min(1, EXPECTED).max(MOST, EXPECTED),
          { en: 'How many of the last', de: 'Wie viele der letzten' },
          { kind: 'count', examples: [3] },
        ),
        ...messageShape,
      },
      '{ last: 3 }, with or without channel, purpose and trigger',
    ),
    { en: 'Messages', de: 'Nachrichten' },
  ),
  examples: [
    { args: { last: 2 }, value: { messages: [first, second], from: 0 }, answer: true },
    { args: { last: 2 }, value: { messages: [first, { ...second, opened: 3 }], from: 0 }, answer: false },
    {
      args: { last: 2, channel: 'email' },
      value: { messages: [first, { ...second, channel: 'sms' }], from: 0 },
      answer: false,
    },
    { args: { last: 3 }, value: { messages: [first, second], from: 1 }, answer: undefined },
  ],
  compile({ last, ...meant }, nested) {
    checkMeant(meant, nested);
    return (value) => {
      const kept = readKept(value);
      if (!kept) return undefined;
      let unopened = 0;
      for (let i = kept.messages.length - 1; i >= 0 && unopened < last; i--) {
        const message = kept.messages[i]!;
        if (!isMeant(message, meant)) continue;
        if (message.opened !== undefined || message.clicked !== undefined || message.replied !== undefined)
          return false;
        unopened++;
      }
      if (unopened === last) return true;
      return kept.from === 0 ? false : undefined;
    };
  },
  keepsMessagesMs: () => LONGEST_MESSAGES_MS,
});
