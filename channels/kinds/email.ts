import type { Channel } from '../contract.ts';

// One mailbox, of which no part can end a header or begin a second address.
const ADDRESS =
  /^[^\s\p{Cc}@<>()[\]\\,;:"]{1,64}@(?=.{1,255}$)[^\s\p{Cc}@<>()[\]\\,;:"]+\.[^\s\p{Cc}@<>()[\]\\,;:".]+$/u;

/** E-mail. */
export default {
  name: 'email',
  defaultProvider: 'smtp',
  summary: 'An e-mail, to the trait `email`.',
  slots: {
    subject: { summary: 'What the inbox shows first', format: 'header', required: true, maxChars: 250 },
    preheader: { summary: 'What the inbox shows after the subject', format: 'text', required: false, maxChars: 250 },
    html: { summary: 'The mail, as HTML', format: 'html', required: true, maxChars: 400_000 },
    text: {
      summary: 'The mail as plain text; made from the HTML when it is not given',
      format: 'text',
      required: false,
      maxChars: 200_000,
    },
    unsubscribe: {
      summary: 'What the link at the end says that unsubscribes; words of the mail’s language when it is not given',
      format: 'text',
      required: false,
      maxChars: 200,
    },
    language: {
      summary: 'The language that it is written in, BCP 47; that of the locale when it is not given',
      format: 'text',
      required: false,
      maxChars: 35,
      fills: 'language',
    },
  },
  address(_customer, { email }) {
    const address = typeof email === 'string' ? email.trim() : '';
    return ADDRESS.test(address) ? address : undefined;
  },
  isAddress: (to) => ADDRESS.test(to),
} satisfies Channel;
