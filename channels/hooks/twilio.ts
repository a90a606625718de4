import type { HookEvent, Hooks } from './contract.ts';
import { isHmacOf, mapOf, textOf } from './verify.ts';

const SIGNATURE = 'x-twilio-signature';

const STATES: Readonly<Record<string, HookEvent['state']>> = {
  delivered: 'delivered',
  read: 'opened',
  undelivered: 'bounced',
  failed: 'failed',
};

/** A number that cannot be reached for good: https://www.twilio.com/docs/api/errors */
const DEAD: ReadonlySet<unknown> = new Set(['30005', '30006']);

/**
 * Twilio's status callbacks and incoming messages: https://www.twilio.com/docs/usage/security#validating-requests. The
 * signature is over the address that Twilio calls, so `KAIROS_PUBLIC_URL` must be that.
 */
export const TWILIO_HOOKS: Hooks = {
  headers: [SIGNATURE],
  read({ url, headers, body }, settings) {
    const token = textOf(mapOf(settings).hookToken) ?? textOf(mapOf(settings).token);
    if (token === undefined) return { untrusted: 'this account has no token' };
    const form = new URLSearchParams(body.toString('utf8'));
    const signed = [...form].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).flat();
    const said = headers[SIGNATURE] ?? '';
    if (!isHmacOf(said, token, [url, ...signed], { algorithm: 'sha1', encoding: 'base64' })) {
      return { untrusted: 'the signature is not right' };
    }
    const event = eventOf(form);
    return { events: event ? [event] : [], answer: '' };
  },
};

function eventOf(form: URLSearchParams): HookEvent | undefined {
  const message = form.get('MessageSid') ?? form.get('SmsSid') ?? '';
  const status = form.get('MessageStatus') ?? form.get('SmsStatus') ?? '';
  const code = form.get('ErrorCode') ?? undefined;
  if (message === '') return undefined;
  if (form.has('From') && form.has('Body') && status === 'received') {
    const isStop = form.get('OptOutType') === 'STOP';
    const address = form.get('From')!.replace(/^(?:whatsapp|rcs):/, '');
    return { id: message, state: isStop ? 'opted-out' : 'replied', address, text: form.get('Body')! };
  }
  const state = STATES[status];
  if (state === undefined) return undefined;
  const address = form.get('To')?.replace(/^(?:whatsapp|rcs):/, '');
  return { id: `${message} ${status}`, message, state, address, hard: DEAD.has(code), reason: code && `error ${code}` };
}
