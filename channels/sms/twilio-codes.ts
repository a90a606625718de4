import type { Verdict } from '../http/contract.ts';

/** The meaning of Twilio's codes: https://www.twilio.com/docs/api/errors */
export const TWILIO_CODES: Readonly<Record<string, Verdict>> = {
  20003: 'channel-misconfigured',
  20404: 'channel-misconfigured',
  20429: 'throttled',
  21211: 'suppress-address',
  21408: 'channel-misconfigured',
  21606: 'channel-misconfigured',
  21609: 'channel-misconfigured',
  21610: 'opt-out',
  21614: 'suppress-address',
  21664: 'channel-misconfigured',
  21666: 'channel-misconfigured',
  21667: 'channel-misconfigured',
  30005: 'suppress-address',
  30006: 'suppress-address',
  30034: 'channel-misconfigured',
};

/** Those of its chats too: https://www.twilio.com/docs/whatsapp/api/error-code-mapping */
export const TWILIO_CHAT_CODES: Readonly<Record<string, Verdict>> = {
  ...TWILIO_CODES,
  63003: 'fallback-channel',
  63016: 'window-closed',
  63024: 'fallback-channel',
  // Part of an experiment, or enough of marketing for this customer today.
  63032: 'fallback-channel',
  63036: 'fallback-channel',
  63049: 'fallback-channel',
};
