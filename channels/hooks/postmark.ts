import type { HookEvent, Hooks } from './contract.ts';
import { bareMessageId, readPostedAnswer } from './mail-answers.ts';
import { passwordHooks } from './password-hooks.ts';
import { mapOf, textOf } from './verify.ts';

const STATES: Readonly<Record<string, HookEvent['state']>> = {
  Delivery: 'delivered',
  Open: 'opened',
  Click: 'clicked',
  Bounce: 'bounced',
  SpamComplaint: 'complained',
};

/**
 * Postmark's webhooks: https://postmarkapp.com/developer/webhooks/webhooks-overview. They are signed by nothing but the
 * user and password in the hook's address. Answers come by its inbound webhook, with the raw mail or without:
 * https://postmarkapp.com/developer/webhooks/inbound-webhook
 */
export const POSTMARK_HOOKS: Hooks = passwordHooks((told) => {
  const mail = textOf(told.RawEmail) ?? mailOf(told);
  return mail === undefined ? eventOf(told) : readPostedAnswer(mail, bareMessageId);
});

/** The mail that Postmark tells in parts: its headers, and its plain text. Undefined: it tells of none. */
function mailOf({ Headers, TextBody }: Readonly<Record<string, unknown>>): string | undefined {
  if (!Array.isArray(Headers)) return undefined;
  const headers = Headers.map(mapOf)
    .map(({ Name, Value }) => `${textOf(Name)}: ${textOf(Value)}`.replace(/[\r\n]+/g, ' '))
    .filter((header) => !/^content-/i.test(header));
  return [...headers, 'Content-Type: text/plain; charset=utf-8', '', textOf(TextBody) ?? ''].join('\r\n');
}

function eventOf(told: Readonly<Record<string, unknown>>): HookEvent | undefined {
  const message = textOf(told.MessageID);
  const type = String(told.RecordType);
  const isOptOut = type === 'SubscriptionChange' && told.SuppressSending === true;
  const state = isOptOut ? 'opted-out' : STATES[type];
  if (state === undefined || message === undefined) return undefined;
  const when = [told.DeliveredAt, told.ReceivedAt, told.BouncedAt, told.ChangedAt].map(textOf).find(Boolean);
  const url = textOf(told.OriginalLink);
  return {
    ...{ id: [type, message, when, url].filter(Boolean).join(' '), state, message, url },
    address: textOf(told.Recipient) ?? textOf(told.Email),
    at: when === undefined ? undefined : Date.parse(when) || undefined,
    hard: type === 'Bounce' && told.Type === 'HardBounce',
    agent: textOf(told.UserAgent),
    reason: textOf(told.Details) ?? textOf(told.Description),
  };
}
