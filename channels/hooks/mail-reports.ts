import { allParts, type MimePart, readHeaders, readMime } from '../email/read-mime.ts';
import { messageIdIn } from '../email/verp.ts';
import { isNoSuchAddress } from '../smtp/classify.ts';
import type { HookEvent, Hooks } from './contract.ts';
import { readMailAnswer } from './mail-answers.ts';
import { bodyHooks } from './password-hooks.ts';
import { textOf } from './verify.ts';

/**
 * What comes back by mail, to our own listener, or posted as it came by whatever takes mails for the addresses: reports
 * on deliveries (RFC 3464) and on abuse (RFC 5965) as mail servers send them, and what readers answer.
 */
export const MAIL_HOOKS: Hooks = {
  ...bodyHooks((body, settings) => readMailEvents(body, textOf(settings.answerAddress))),
  byMail: { reports: 'bounceAddress', answers: 'answerAddress' },
};

/**
 * Reads what a mail reports of mails of ours, or answers to one; of any other mail nothing. Answers come to `answersAt`
 * alone: what comes to another address of ours was written by a machine, as no person sees it. Total.
 */
export function readMailEvents(bytes: Buffer, answersAt?: string): readonly HookEvent[] {
  const mail = readMime(bytes);
  const parts = allParts(mail);
  const message = messageOf(mail, parts);
  const reported = eventsOfReport(parts, message);
  if (reported !== undefined) return reported;
  const answer = answersAt !== undefined && isTo(mail, answersAt) && readMailAnswer(mail, message);
  return answer ? [answer] : [];
}

/** What a report says; undefined: the mail is none. */
function eventsOfReport(parts: readonly MimePart[], message: string | undefined): readonly HookEvent[] | undefined {
  const status = parts.find(
    ({ type }) => type === 'message/delivery-status' || type === 'message/global-delivery-status',
  );
  if (status) return eventsOfStatus(status.body.toString('utf8'), message);
  const report = parts.find(({ type }) => type === 'message/feedback-report');
  return report && eventsOfFeedback(readHeaders(report.body.toString('utf8')), message);
}

/**
 * The id of the mail that is reported on: by the address that the report came to, else by the copy of the mail in it.
 */
function messageOf({ headers }: MimePart, parts: readonly MimePart[]): string | undefined {
  for (const name of CAME_TO) {
    const found = messageIdIn(headers.get(name) ?? '');
    if (found !== undefined) return found;
  }
  const copy = parts.find(({ type }) => type === 'message/rfc822')?.parts[0]?.headers;
  const heads = parts.find(({ type }) => type === 'text/rfc822-headers')?.body.toString('utf8');
  return (copy ?? readHeaders(heads ?? '')).get('message-id');
}

/** Where the address stands that a mail came to. */
const CAME_TO = ['x-original-to', 'delivered-to', 'envelope-to', 'to'] as const;

/** Whether a mail came to an address, or to that of one mail of ours below it. */
function isTo({ headers }: MimePart, address: string): boolean {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at)].map((part) => part.toLowerCase());
  const said = CAME_TO.map((name) => headers.get(name)?.toLowerCase()).find((one) => one?.includes('@'));
  return (
    said?.includes(`${local}${domain}`) === true || (said?.includes(`${local}+`) === true && said.includes(domain!))
  );
}

const ACTIONS: Readonly<Record<string, HookEvent['state']>> = { failed: 'bounced', delivered: 'delivered' };

/** One block of fields for each address, after one about the whole. A delay is no end: the server goes on trying. */
function eventsOfStatus(text: string, message: string | undefined): readonly HookEvent[] {
  const [, ...blocks] = text.trim().split(/\r?\n[ \t]*\r?\n/);
  return blocks.map(readHeaders).flatMap((fields): HookEvent[] => {
    const state = ACTIONS[(fields.get('action') ?? '').toLowerCase()];
    const address = addressIn(fields.get('original-recipient')) ?? addressIn(fields.get('final-recipient'));
    if (state === undefined || (message === undefined && address === undefined)) return [];
    const code = /^\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? '';
    const reason = fields.get('diagnostic-code')?.replace(/^\s*smtp\s*;\s*/i, '') ?? (code === '' ? undefined : code);
    const id = [message, address, state, code].filter(Boolean).join(' ');
    return [{ id, message, state, address, hard: state === 'bounced' && isNoSuchAddress(code), reason }];
  });
}

/** `not-spam` takes a complaint back; it is none. */
const COMPLAINTS: ReadonlySet<string> = new Set(['abuse', 'fraud', 'virus', 'other']);

function eventsOfFeedback(fields: ReadonlyMap<string, string>, message: string | undefined): readonly HookEvent[] {
  const type = (fields.get('feedback-type') ?? '').toLowerCase();
  const address = addressIn(fields.get('original-rcpt-to'));
  if (!COMPLAINTS.has(type) || (message === undefined && address === undefined)) return [];
  const id = [message, address, 'complained'].filter(Boolean).join(' ');
  return [{ id, message, state: 'complained', address, reason: type }];
}

/** `rfc822; ann@shop.example`, or the address alone. */
function addressIn(field: string | undefined): string | undefined {
  const address = field
    ?.replace(/^[^;]*;/, '')
    .trim()
    .replace(/^<|>$/g, '');
  return address?.includes('@') ? address : undefined;
}
