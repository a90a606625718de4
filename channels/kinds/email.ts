import type { Channel } from '../contract.ts';
import { htmlOfText } from '../email/html-of-text.ts';
import { ATTACHMENTS_EXPECTED, readAttachments } from '../email/read-attachments.ts';

// One mailbox, of which no part can end a header or begin a second address.
const ADDRESS =
  /^[^\s\p{Cc}@<>()[\]\\,;:"]{1,64}@(?=.{1,255}$)[^\s\p{Cc}@<>()[\]\\,;:"]+\.[^\s\p{Cc}@<>()[\]\\,;:".]+$/u;

/** The same in every language. */
const TEST_MARK = '[Test] ';

/** E-mail. */
export default {
  name: 'email',
  defaultProvider: 'smtp',
  tracksLinks: true,
  // A server that greylists wants to see a message again after minutes; many ask for a quarter of an hour.
  retry: { firstMs: 2_000, mostMs: 15 * 60_000 },
  title: { en: 'E-mail', de: 'E-Mail' },
  summary: { en: 'An e-mail, to the trait `email`.', de: 'Eine E-Mail an das Merkmal `email`.' },
  slots: {
    subject: {
      title: { en: 'Subject', de: 'Betreff' },
      summary: { en: 'What the inbox shows first', de: 'Was das Postfach zuerst zeigt' },
      format: 'header',
      required: true,
      maxChars: 250,
    },
    preheader: {
      title: { en: 'Preview text', de: 'Vorschautext' },
      summary: { en: 'What the inbox shows after the subject', de: 'Was das Postfach hinter dem Betreff zeigt' },
      format: 'text',
      required: false,
      maxChars: 250,
    },
    html: {
      title: { en: 'Mail', de: 'E-Mail' },
      summary: { en: 'The mail, as HTML', de: 'Die E-Mail als HTML' },
      format: 'html',
      required: true,
      maxChars: 400_000,
    },
    text: {
      title: { en: 'Plain text', de: 'Reiner Text' },
      summary: {
        en: 'The mail as plain text; made from the HTML when it is not given',
        de: 'Die E-Mail als reiner Text; aus dem HTML gemacht, wenn er fehlt',
      },
      format: 'text',
      required: false,
      maxChars: 200_000,
    },
    attachments: {
      title: { en: 'Attachments', de: 'Anhänge' },
      summary: {
        en: 'Files that come with the mail: a list, each with its `name`, and its `text` or its bytes as `base64`',
        de: 'Dateien, die mit der E-Mail kommen: eine Liste, jede mit ihrem `name` und ihrem `text` oder ihren Bytes als `base64`',
      },
      format: 'json',
      required: false,
      maxChars: 400_000,
      expects: (text) => (readAttachments(text) ? undefined : ATTACHMENTS_EXPECTED),
    },
    unsubscribe: {
      title: { en: 'Unsubscribe link', de: 'Abmeldelink' },
      summary: {
        en: 'What the link at the end says that unsubscribes; words of the mail’s language when it is not given',
        de: 'Was der Link am Ende sagt, der abmeldet; Worte in der Sprache der E-Mail, wenn er fehlt',
      },
      format: 'text',
      required: false,
      maxChars: 200,
    },
    language: {
      title: { en: 'Language', de: 'Sprache' },
      summary: {
        en: 'The language that it is written in, BCP 47; that of the locale when it is not given',
        de: 'Die Sprache, in der sie geschrieben ist, nach BCP 47; die der Vorlage, wenn sie fehlt',
      },
      format: 'text',
      required: false,
      maxChars: 35,
      fills: 'language',
    },
  },
  traits: { email: 'an e-mail address, such as ann@example.org' },
  address(_customer, { email }) {
    const address = typeof email === 'string' ? email.trim() : '';
    return ADDRESS.test(address) ? address : undefined;
  },
  asReply: ({ subject = '', text }) => ({ subject, html: htmlOfText(text), text }),
  asTest: (message) => ({ ...message, subject: `${TEST_MARK}${message.subject ?? ''}` }),
  isAddress: (to) => ADDRESS.test(to),
} satisfies Channel;
