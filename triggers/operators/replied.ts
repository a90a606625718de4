import { checkMeant, messagesWithin, sentWithin } from '../changes/messages-kept.ts';
import { defineOperator } from './contract.ts';

const T = Date.parse('2026-06-01T12:00:00Z');
const NOW = '2026-06-01T12:00:00Z';
const sent = { id: 'd', at: T - 3_600_000, trigger: 't', channel: 'email', purpose: 'offers' };

export default defineOperator({
  name: 'replied',
  title: { en: 'was answered', de: 'wurde beantwortet' },
  summary: {
    en: 'The customer answered a message that was sent within the time before the moment, or so many.',
    de: 'Der Kunde beantwortete eine Nachricht, oder so viele, die in der Zeit vor dem Moment gesendet wurde.',
  },
  reads: ['messages'],
  args: messagesWithin,
  examples: [
    { args: { within: '2h' }, value: { messages: [{ ...sent, replied: T }], from: 0 }, at: NOW, answer: true },
    {
      args: { within: '2h', channel: 'sms' },
      value: { messages: [{ ...sent, replied: T }], from: 0 },
      at: NOW,
      answer: false,
    },
    {
      args: { within: '2h', times: 2 },
      value: { messages: [{ ...sent, replied: T }], from: 0 },
      at: NOW,
      answer: false,
    },
    { args: { within: '1h' }, value: { messages: [{ ...sent, replied: T }], from: 0 }, at: NOW, answer: false },
    {
      args: { within: '2h', times: 2 },
      value: { messages: [{ ...sent, replied: T }], from: T - 7_000_000 },
      at: NOW,
      answer: undefined,
    },
  ],
  compile(args, nested) {
    checkMeant(args, nested);
    return sentWithin(args, ({ replied }) => replied !== undefined);
  },
  keepsMessagesMs: ({ within }) => within,
});
