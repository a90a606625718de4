import type { SendMailOptions } from 'nodemailer';
import type { Outbound } from '../contract.ts';
import { escapeHtml } from '../email/escape-html.ts';
import { type InlinePicture, takeInlinePictures } from '../email/inline-pictures.ts';
import { readAttachments } from '../email/read-attachments.ts';
import { plainTextOf } from './plain-text.ts';
import { unsubscribeIn } from './unsubscribe-words.ts';

export interface MailOptions {
  /** Instead of the words that its language has for it. */
  readonly unsubscribeText?: string | undefined;
  readonly replyTo?: string | undefined;
}

/**
 * One mail as nodemailer takes it. Its `Message-ID` is the delivery's id at the sender's domain, so a mail that arrives
 * twice shows itself as one; the headers for unsubscribing by one click are those of RFC 8058.
 */
export function mailOf(outbound: Outbound, { unsubscribeText, replyTo }: MailOptions, now: number): SendMailOptions {
  const { id, to, message, sender, thread } = outbound;
  const unsubscribeUrl = spellUrl(outbound.unsubscribeUrl);
  const { subject = '', preheader, html = '', text, language = '', unsubscribe } = message;
  const words = (text ?? plainTextOf(html)).trimEnd();
  const shown = takeInlinePictures(html);
  const footer = footerOf(sender, unsubscribeUrl, unsubscribe || unsubscribeText || unsubscribeIn(language));
  return {
    from: { name: sender.name, address: sender.email },
    to: { name: '', address: to },
    ...(replyTo && { replyTo }),
    subject,
    messageId: messageIdOf(id, sender),
    ...(thread !== undefined && { inReplyTo: messageIdOf(thread, sender), references: messageIdOf(thread, sender) }),
    date: new Date(now),
    html: withFooter(withPreheader(shown.html, preheader), footer.html(shown.html)),
    text: joinParts('\n\n-- \n', words, footer.text(words)),
    headers: {
      'X-Kairos-Delivery': id,
      ...(unsubscribeUrl && {
        'List-Unsubscribe': { prepared: true, foldLines: false, value: `<${unsubscribeUrl}>` },
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    ...attachmentsOf(outbound, shown.pictures),
    // What a template wrote is content, never a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function messageIdOf(id: string, { email }: Outbound['sender']): string {
  return `<${id.replace(/[^\w.-]/g, '_')}@${email.slice(email.lastIndexOf('@') + 1)}>`;
}

function attachmentsOf(
  { files = [], message }: Outbound,
  pictures: readonly InlinePicture[],
): Pick<SendMailOptions, 'attachments'> {
  const all = [...files, ...(readAttachments(message.attachments ?? '[]') ?? [])];
  if (all.length === 0 && pictures.length === 0) return {};
  const attached = all.map(({ name, type, ...file }) => ({
    ...{ filename: name, contentType: type },
    ...('text' in file ? { content: file.text } : { content: file.base64, encoding: 'base64' }),
  }));
  const inline = pictures.map(({ cid, name, type, base64 }) => ({
    ...{ filename: name, contentType: type, cid, content: base64, encoding: 'base64' },
    contentDisposition: 'inline' as const,
  }));
  return { attachments: [...attached, ...inline] };
}

/** A URL as URLs are written, so that it fits a header; empty when it is none. */
function spellUrl(url: string): string {
  return URL.canParse(url) ? new URL(url).href : '';
}

/** The postal address, where the author did not write it already, and the link that unsubscribes. */
function footerOf({ postalAddress = '' }: Outbound['sender'], unsubscribeUrl: string, unsubscribeText: string) {
  const address = postalAddress.trim().replace(/\s*\n\s*/g, ', ');
  const link = unsubscribeUrl && `<a href="${escapeHtml(unsubscribeUrl)}">${escapeHtml(unsubscribeText)}</a>`;
  return {
    html(body: string): string {
      return joinParts('<br>', body.includes(escapeHtml(address)) ? '' : escapeHtml(address), link);
    },
    text(body: string): string {
      return joinParts(
        '\n',
        body.includes(address) ? '' : address,
        unsubscribeUrl && `${unsubscribeText}: ${unsubscribeUrl}`,
      );
    },
  };
}

function joinParts(between: string, ...parts: readonly string[]): string {
  return parts.filter(Boolean).join(between);
}

/** The preheader goes first, and hidden. */
function withPreheader(html: string, preheader: string | undefined): string {
  if (!preheader) return html;
  const hidden = `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(preheader)}</div>`;
  const opened = /<body\b[^>]*>/i.exec(html);
  const start = opened ? opened.index + opened[0].length : 0;
  return html.slice(0, start) + hidden + html.slice(start);
}

/**
 * The footer stands where the template says it, in the style of what is around it; else at the end, small and in the
 * mail's own type.
 */
function withFooter(html: string, footer: string): string {
  const said = MARK.exec(html);
  if (said) return html.slice(0, said.index) + footer + html.slice(said.index + said[0].length);
  if (!footer) return html;
  const end = [...html.matchAll(/<\/body\b/gi)].at(-1)?.index ?? html.length;
  return `${html.slice(0, end)}<p style="margin:24px 0 0;font-size:smaller;opacity:.7">${footer}</p>${html.slice(end)}`;
}

const MARK = /<!--\s*footer\s*-->/i;
