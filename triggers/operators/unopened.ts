import * as z from 'zod';
import { checkMeant, isMeant, LONGEST_MESSAGES_MS, messageShape, readKept } from '../changes/messages-kept.ts';
import { defineOperator } from './contract.ts';

const MOST = 20;
const EXPECTED = `a whole number from 1 to ${MOST}`;
const first = { id: 'd1', at: 1, trigger: 't', channel: 'email', purpose: 'offers' };
const second = { ...first, id: 'd2', at: 2 };

export default defineOperator({
  name: 'unopened',
  summary:
    'The last so many messages were all neither opened, clicked in nor answered by a person. No when there were not so many; looks back 90 days.',
  reads: ['messages'],
  args: z.strictObject(
    { ...messageShape, last: z.int(EXPECTED).min(1, EXPECTED).max(MOST, EXPECTED) },
    '{ last: 3 }, with or without channel, purpose and trigger',
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
