import { checkMeant, messagesWithin, sentWithin } from '../changes/messages-kept.ts';
import { defineOperator } from './contract.ts';

const T = Date.parse('2026-06-01T12:00:00Z');
const NOW = '2026-06-01T12:00:00Z';
const sent = { id: 'd', at: T - 3_600_000, trigger: 't', channel: 'email', purpose: 'offers' };

export default defineOperator({
  name: 'received',
  title: { en: 'was received', de: 'wurde empfangen' },
  summary: {
    en: 'A message was let through to the customer within the time before the moment, or so many; it counts until we hear that it never left.',
    de: 'Eine Nachricht, oder so viele, ging in der Zeit vor dem Moment an den Kunden; sie zählt, bis wir hören, dass sie nie hinausging.',
  },
  reads: ['messages'],
  args: messagesWithin,
  examples: [
    { args: { within: '2h' }, value: { messages: [sent], from: 0 }, at: NOW, answer: true },
    { args: { within: '2h', channel: 'sms' }, value: { messages: [sent], from: 0 }, at: NOW, answer: false },
    { args: { within: '2h', times: 2 }, value: { messages: [sent], from: 0 }, at: NOW, answer: false },
    { args: { within: '1h' }, value: { messages: [sent], from: 0 }, at: NOW, answer: false },
    { args: { within: '2h', times: 2 }, value: { messages: [sent], from: T - 7_000_000 }, at: NOW, answer: undefined },
  ],
  compile(args, nested) {
    checkMeant(args, nested);
    return sentWithin(args, () => true);
  },
  keepsMessagesMs: ({ within }) => within,
});
