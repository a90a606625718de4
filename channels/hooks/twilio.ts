import { TWILIO_CHAT_CODES } from '../sms/twilio-codes.ts';
import type { HookEvent, Hooks } from './contract.ts';
import { effectOf } from './effect-of.ts';
import { isHmacOf, mapOf, textOf } from './verify.ts';

const SIGNATURE = 'x-twilio-signature';

const STATES: Readonly<Record<string, HookEvent['state']>> = {
  delivered: 'delivered',
  read: 'opened',
  undelivered: 'bounced',
  failed: 'failed',
};

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
  const told = STATES[status];
  if (told === undefined) return undefined;
  const address = form.get('To')?.replace(/^(?:whatsapp|rcs):/, '');
  const isRefused = (told === 'bounced' || told === 'failed') && code !== undefined;
  const effect = isRefused ? effectOf(TWILIO_CHAT_CODES, code) : undefined;
  const isDead = isRefused && TWILIO_CHAT_CODES[code] === 'suppress-address';
  // A number that cannot be reached for good has bounced; what is refused for another reason never left.
  const state = isDead ? 'bounced' : effect ? 'failed' : told;
  const about = { id: `${message} ${status}`, message, state, address, hard: isDead } as const;
  return { ...about, reason: code && `error ${code}`, ...(effect && { effect }) };
}
