import { checkMeant, messagesWithin, sentWithin } from '../changes/messages-kept.ts';
import { defineOperator } from './contract.ts';

const T = Date.parse('2026-06-01T12:00:00Z');
const NOW = '2026-06-01T12:00:00Z';
const sent = { id: 'd', at: T - 3_600_000, trigger: 't', channel: 'email', purpose: 'offers' };

export default defineOperator({
  name: 'opened',
  title: { en: 'was opened', de: 'wurde geöffnet' },
  summary: {
    en: 'A person opened, clicked in or answered a message that was sent within the time before the moment, or so many. What mail proxies and link scanners do does not count.',
    de: 'Ein Mensch öffnete oder beantwortete eine Nachricht, oder klickte hinein, die in der Zeit vor dem Moment gesendet wurde, oder so viele. Was Postfilter und Linkprüfer tun, zählt nicht.',
  },
  reads: ['messages'],
  args: messagesWithin,
  examples: [
    { args: { within: '2h' }, value: { messages: [{ ...sent, opened: T }], from: 0 }, at: NOW, answer: true },
    {
      args: { within: '2h', channel: 'sms' },
      value: { messages: [{ ...sent, opened: T }], from: 0 },
      at: NOW,
      answer: false,
    },
    {
      args: { within: '2h', times: 2 },
      value: { messages: [{ ...sent, opened: T }], from: 0 },
      at: NOW,
      answer: false,
    },
    { args: { within: '1h' }, value: { messages: [{ ...sent, opened: T }], from: 0 }, at: NOW, answer: false },
    {
      args: { within: '2h', times: 2 },
      value: { messages: [{ ...sent, opened: T }], from: T - 7_000_000 },
      at: NOW,
      answer: undefined,
    },
  ],
  compile(args, nested) {
    checkMeant(args, nested);
    return sentWithin(
      args,
      ({ opened, clicked, replied }) => opened !== undefined || clicked !== undefined || replied !== undefined,
    );
  },
  keepsMessagesMs: ({ within }) => within,
});
