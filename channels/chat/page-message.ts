import type { Button, Shown } from '../content/contract.ts';

/** Returns a message of Messenger or Instagram: its text, with buttons, and answers to choose from. */
export function pageMessageOf({ text, buttons, replies }: Shown): object {
  const offered = replies.map((reply) => ({ content_type: 'text', title: cut(reply), payload: reply }));
  const more = offered.length > 0 && { quick_replies: offered };
  if (buttons.length === 0) return { text, ...more };
  const payload = { template_type: 'button', text, buttons: buttons.map(pageButtonOf) };
  return { attachment: { type: 'template', payload }, ...more };
}

function pageButtonOf({ label, kind, value }: Button): object {
  if (kind === 'reply') return { type: 'postback', title: label, payload: value };
  return kind === 'call'
    ? { type: 'phone_number', title: label, payload: value }
    : { type: 'web_url', title: label, url: value };
}

function cut(reply: string): string {
  return [...reply].length > 20 ? `${[...reply].slice(0, 19).join('')}…` : reply;
}
