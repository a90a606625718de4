import type { HookEvent, Hooks } from './contract.ts';
import { readPostedAnswer } from './mail-answers.ts';
import { isHmacOf, isTimely, mapOf, readJsonBody, textOf } from './verify.ts';

const STATES: Readonly<Record<string, HookEvent['state']>> = {
  delivered: 'delivered',
  opened: 'opened',
  clicked: 'clicked',
  failed: 'bounced',
  complained: 'complained',
  unsubscribed: 'opted-out',
};

/**
 * Mailgun's webhooks: https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks. Answers
 * come by a route that forwards whole mails, which its address asks for by ending in `mime`.
 */
export const MAILGUN_HOOKS: Hooks = {
  needs: 'hookKey',
  headers: ['content-type'],
  async read({ body, headers, now }, settings) {
    const key = textOf(mapOf(settings).hookKey);
    if (key === undefined) return { untrusted: 'this account has no key for hooks: set hookKey' };
    const form = await readForm(body, headers['content-type']);
    const told = form ? {} : mapOf(readJsonBody(body));
    const { timestamp, token, signature } = form ?? mapOf(told.signature);
    if (!isHmacOf(String(signature), key, [String(timestamp), String(token)])) {
      return { untrusted: 'the signature is not right' };
    }
    if (!isTimely(timestamp, now)) return { untrusted: 'the call is too old' };
    if (form) return { events: readPostedAnswer(form['body-mime'] ?? '', (id) => id) };
    const event = eventOf(mapOf(told['event-data']));
    return { events: event ? [event] : [] };
  },
};

/** Reads a form, as routes post mails; undefined: the body is none. */
async function readForm(body: Buffer, type = ''): Promise<Readonly<Record<string, string>> | undefined> {
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)) return undefined;
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    return Object.fromEntries([...form].filter((field): field is [string, string] => typeof field[1] === 'string'));
  } catch {
    return {};
  }
}

function eventOf(told: Readonly<Record<string, unknown>>): HookEvent | undefined {
  const state = STATES[String(told.event)];
  const id = textOf(told.id);
  // A temporary failure is tried again by the service itself.
  if (state === undefined || id === undefined || (state === 'bounced' && told.severity !== 'permanent'))
    return undefined;
  const status = mapOf(told['delivery-status']);
  const client = mapOf(told['client-info']);
  const message = textOf(mapOf(mapOf(told.message).headers)['message-id']);
  return {
    ...{ id, state, hard: state === 'bounced' },
    // Sending was answered with it in angle brackets.
    message: message && `<${message}>`,
    address: textOf(told.recipient),
    at: typeof told.timestamp === 'number' ? Math.floor(told.timestamp * 1_000) : undefined,
    reason: textOf(status.message) ?? textOf(status.description),
    url: textOf(told.url),
    agent: textOf(client['user-agent']),
    machine: textOf(client.bot) !== undefined,
  };
}
