import { allParts, type MimePart, readMime } from '../email/read-mime.ts';
import { plainTextOf } from '../smtp/plain-text.ts';
import type { HookEvent } from './contract.ts';

/** What no person wrote: an absence note, a list, another machine (RFC 3834, and what was there before it). */
const BY_MACHINE: readonly (readonly [header: string, says: RegExp])[] = [
  ['auto-submitted', /^(?!no\b)./i],
  ['precedence', /^(bulk|junk|list|auto_reply)\b/i],
  ['x-autoreply', /./],
  ['x-autorespond', /./],
  ['x-auto-response-suppress', /\b(all|oof|autoreply)\b/i],
  ['list-id', /./],
];
/** From such a line on a mail program quotes the mail that is answered. */
const QUOTE_BEGINS =
  /^(?:>|-{2,} ?(?:original message|ursprüngliche nachricht|message d'origine)|_{10,}$|(?:on|am|le|el|il|op) .{4,200}(?:wrote|schrieb.{0,80}|écrit|escribió|scritto|schreef) ?:$)/i;
const SIGNATURE = /^-- ?$/;

/**
 * Reads what a reader answered to the mail with an id; undefined: nobody wrote, or it is about no mail of ours. Total.
 */
export function readMailAnswer(mail: MimePart, known: string | undefined): HookEvent | undefined {
  const { headers, type } = mail;
  const message = known ?? idsIn(headers.get('in-reply-to'))[0] ?? idsIn(headers.get('references')).at(-1);
  // A report of a reader's program, that the mail was shown, is no answer.
  if (message === undefined || type === 'multipart/report') return undefined;
  if (BY_MACHINE.some(([name, says]) => says.test(headers.get(name) ?? ''))) return undefined;
  const text = newWordsIn(textOf(mail));
  if (text === '') return undefined;
  const id = headers.get('message-id') ?? `${message} ${text}`;
  return { id: `answer ${id}`, message, state: 'replied', address: addressIn(headers.get('from')), text };
}

/**
 * Reads what a reader answered, of a whole mail that a service took for us and hands over. `spell` makes the id under
 * which the service knows a mail out of its `Message-ID`. The sender's address is left out, as anybody can write it:
 * who answers is known by the mail of ours that they got, whose id nobody else knows.
 */
export function readPostedAnswer(mime: string | Buffer, spell: (messageId: string) => string): readonly HookEvent[] {
  const answer = readMailAnswer(readMime(Buffer.from(mime)), undefined);
  if (answer?.message === undefined) return [];
  return [{ ...answer, message: spell(answer.message), address: undefined }];
}

/** The part of a `Message-ID` before its host: `<a1b2@mail.example>` is `a1b2`. */
export function bareMessageId(messageId: string): string {
  return messageId.replace(/^<|@[^@]*$/g, '');
}

function idsIn(field = ''): readonly string[] {
  return field.match(/<[^<>\s]+>/g) ?? [];
}

function addressIn(field = ''): string | undefined {
  return /<([^<>\s]+@[^<>\s]+)>/.exec(field)?.[1] ?? /[^\s<>"]+@[^\s<>"]+/.exec(field)?.[0];
}

/** The words of a mail: of its plain text, else of its HTML. What is attached is left out. */
function textOf(mail: MimePart): string {
  const parts = allParts(mail).filter(
    ({ headers }) => !/^attachment\b/i.test(headers.get('content-disposition') ?? ''),
  );
  const plain = parts.find(({ type, parts: inner }) => type === 'text/plain' && inner.length === 0);
  if (plain) return decodeText(plain);
  const html = parts.find(({ type }) => type === 'text/html');
  return html ? plainTextOf(decodeText(html)) : '';
}

function decodeText({ headers, body }: MimePart): string {
  const [, quoted, bare] =
    /charset\s*=\s*(?:"([^"]{1,40})"|([^\s;]{1,40}))/i.exec(headers.get('content-type') ?? '') ?? [];
  try {
    return new TextDecoder(quoted ?? bare ?? 'utf-8').decode(body);
  } catch {
    return body.toString('utf8');
  }
}

/** What was written anew: without the mail that is quoted below it, and without a signature. */
function newWordsIn(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const end = lines.findIndex((line, i) => {
    const said = line.trim();
    return (
      SIGNATURE.test(line) || QUOTE_BEGINS.test(said) || QUOTE_BEGINS.test(`${said} ${lines[i + 1]?.trim() ?? ''}`)
    );
  });
  return (end < 0 ? lines : lines.slice(0, end)).join('\n').trim();
}
