import type { SendResult } from '../contract.ts';
import { wholeAnswerOf } from '../reason.ts';

/** The error of a failed attempt, as nodemailer gives it. */
export interface SmtpFailure {
  readonly message: string;
  readonly code?: string | undefined;
  readonly command?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
}

/**
 * What a failed attempt means. A reply of the server decides, by its extended code (RFC 3463) before its plain one;
 * without a reply it matters whether any of the message had left.
 */
export function classifySmtp(failure: SmtpFailure, hasLeft: boolean): SendResult {
  const { responseCode = 0, code, command = '' } = failure;
  const response = (failure.response ?? '').slice(0, READ_CHARS);
  const reason = wholeAnswerOf(failure.response || failure.message);
  if (responseCode < 400) {
    if (OWN_FAULT.has(code ?? '')) return permanent(reason, 'channel-misconfigured');
    return hasLeft ? { kind: 'uncertain', reason } : { kind: 'transient', reason };
  }
  const extended = EXTENDED.exec(response)?.[1] ?? '';
  if (responseCode < 500) {
    const isPace = responseCode === 421 || PACE_CODES.test(`${responseCode} ${extended}`) || PACE_WORDS.test(response);
    return isPace ? { kind: 'throttled', reason } : { kind: 'transient', reason };
  }
  if (responseCode === 503) return { kind: 'transient', reason }; // the session was in disorder, not the message
  if (isSenderFault(responseCode, extended, response, command)) return permanent(reason, 'channel-misconfigured');
  if (isNoSuchAddress(extended)) return permanent(reason, 'suppress-address');
  const isPlain = extended === '' && responseCode >= 550 && responseCode <= 553 && command.startsWith('RCPT');
  return permanent(reason, isPlain && NOBODY_WORDS.test(response) ? 'suppress-address' : 'drop');
}

/**
 * Whether an extended code (RFC 3463) says that there is no such address, and not that it is full or that we are at
 * fault.
 */
export function isNoSuchAddress(code: string): boolean {
  return NO_SUCH_ADDRESS.test(code);
}

const READ_CHARS = 1_000;
const EXTENDED = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/;
const PACE_CODES = /^(?:450 4\.2\.1|451 4\.7\.\d+|452 (?:4\.3\.1|4\.5\.3|4\.4\.5)?|4\d\d 4\.7\.\d+)$/;
const PACE_WORDS = /rate limit|too many|throttl|slow down|greylist/i;
/** No such mailbox, no such domain, mailbox closed or moved away. Not 5.2.2 (full) and not 5.7.x (our doing). */
const NO_SUCH_ADDRESS = /^5\.(?:1\.(?:1|2|3|6|10)|2\.1|4\.4)$/;
const NOBODY_WORDS =
  /(?:user|mailbox|recipient|address|account)\b.*\b(?:unknown|not (?:found|exist)|doesn't exist|invalid|disabled|unavailable|inactive)|no such|unknown user|unrouteable/i;
/** Not signed, not aligned, no reverse name, not allowed to relay: true of every mail we send, not of this person. */
const SENDER_CODES = /^5\.7\.(?:8|9|11|14|15|2[0-9]|3[0-9]|5[0-9]{2})$/;
const SENDER_WORDS =
  /\b(?:spf|dkim|dmarc|arc|ptr)\b|reverse dns|authenticat|not authori[sz]ed to (?:send|relay)|relay(?:ing)? (?:access )?denied/i;
/** Before the first recipient nothing is about the person. */
const SESSION_COMMANDS = /^(?:EHLO|HELO|STARTTLS|AUTH|MAIL)/;
const OWN_FAULT = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2', 'ECONFIG', 'EREQUIRETLS']);

function isSenderFault(responseCode: number, extended: string, response: string, command: string): boolean {
  if (responseCode === 552) return false; // too large, or the mailbox is full
  if ([530, 534, 535, 538].includes(responseCode) || SESSION_COMMANDS.test(command)) return true;
  return SENDER_CODES.test(extended) || (/^5\.7\.|^$/.test(extended) && SENDER_WORDS.test(response));
}

function permanent(reason: string, effect: Extract<SendResult, { kind: 'permanent' }>['effect']): SendResult {
  return { kind: 'permanent', reason, effect };
}
