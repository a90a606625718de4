import * as z from 'zod';
import type { Outbound } from '../contract.ts';
import { mailOf } from '../smtp/mail.ts';

/** One mail in the parts that services take. */
export interface MailParts {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly replyTo: string | undefined;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Headers of its own: those for unsubscribing by one click, and the delivery's id. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly files: readonly MailFile[];
}

/** A file that goes with a mail; a picture that stands in it has a `cid`. */
export interface MailFile {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
  readonly cid?: string;
}

/** Settings that every service for mails has. */
export const MAIL_SETTINGS = {
  replyTo: z.email('an e-mail address').optional(),
  /** What the link at the end of a mail says where neither its template nor its language has words for it. */
  unsubscribeText: z.string().min(1).max(200).optional(),
};

/** Their words. */
export const MAIL_WORDS = {
  replyTo: { title: { en: 'Answers go to', de: 'Antworten gehen an' }, kind: 'address' },
  unsubscribeText: {
    title: { en: 'Unsubscribe link', de: 'Abmeldelink' },
    description: {
      en: 'What it says where neither template nor language has words for it.',
      de: 'Sein Text, wo weder Vorlage noch Sprache Worte dafür haben.',
    },
    kind: 'text',
  },
} as const;

/** Returns a mail in the parts that services take. */
export function mailPartsOf(
  outbound: Outbound,
  settings: { readonly replyTo?: string | undefined; readonly unsubscribeText?: string | undefined },
  now: number,
): MailParts {
  const { subject = '', html, text, headers, attachments = [] } = mailOf(outbound, settings, now);
  const named = Object.entries(headers as Readonly<Record<string, string | { readonly value: string }>>);
  return {
    from: { name: outbound.sender.name, address: outbound.sender.email },
    to: outbound.to,
    replyTo: settings.replyTo,
    subject,
    html: String(html),
    text: String(text),
    files: attachments.map(({ filename, contentType, content, encoding, cid }) => ({
      name: String(filename),
      type: contentType ?? 'application/octet-stream',
      base64: encoding === 'base64' ? String(content) : Buffer.from(String(content)).toString('base64'),
      ...(cid !== undefined && { cid }),
    })),
    headers: named.map(([name, value]) => [name, typeof value === 'string' ? value : value.value] as const),
  };
}

/** Spells a sender as mails do: `"Shop" <shop@shop.example>`. */
export function spellMailbox({ name, address }: MailParts['from']): string {
  return name ? `"${name.replace(/["\\\r\n]/g, '')}" <${address}>` : address;
}
