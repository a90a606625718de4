import type { ParsedMail } from 'mailparser';
import type { Hook } from './hooks.ts';
import type { Mail } from './mailbox.ts';
import type { Services } from './services.ts';

const STYLE = `
  body { margin: 0; background: #f6f5f1; color: #23302a; font: 15px/1.5 system-ui, sans-serif }
  main { max-width: 60rem; margin: 0 auto; padding: 1.5rem }
  h1 { font-size: 1.3rem } h2 { font-size: 1rem; margin-top: 2rem }
  table { border-collapse: collapse; width: 100%; background: #fff }
  td, th { text-align: left; padding: .35rem .7rem; border-bottom: 1px solid #e4e1d8; vertical-align: top }
  td.n { color: #8a8f88; width: 3rem } a { color: #1f5d38 } code { font-size: .85rem; word-break: break-all }
  iframe { width: 100%; height: 34rem; border: 1px solid #d8d4c8; background: #fff }
  @media (prefers-color-scheme: dark) {
    body { background: #171b18; color: #dde3dd } table { background: #1f2521 } a { color: #8fd0a5 }
    td, th { border-color: #303831 }
  }`;

/** The list of all that was sent; it looks again every few seconds. */
export function listPage(
  received: number,
  mails: readonly Mail[],
  hooks: readonly Hook[],
  services: Pick<Services, 'received' | 'taken'>,
): string {
  const rows = mails.map(
    ({ number, to, subject }) =>
      `<tr><td class="n">${number}</td><td>${escapeHtml(to)}</td><td><a href="/mails/${number}">${escapeHtml(subject)}</a></td></tr>`,
  );
  const desk = hooks.map(
    ({ id, body }) => `<tr><td><code>${escapeHtml(id)}</code></td><td><code>${escapeHtml(body)}</code></td></tr>`,
  );
  const said = services.taken.map(
    ({ channel, to, text }) =>
      `<tr><td>${escapeHtml(channel)}</td><td><code>${escapeHtml(to)}</code></td><td>${escapeHtml(text).replaceAll('\n', '<br>')}</td></tr>`,
  );
  const counts = Object.entries(services.received).map(([channel, count]) => `${count} by ${channel}`);
  return page(
    'Inbox',
    `<h1>${received} ${received === 1 ? 'mail' : 'mails'}</h1>
    <table><tr><th></th><th>to</th><th>subject</th></tr>${rows.join('')}</table>
    <h2>On phones: ${escapeHtml(counts.join(', ') || 'nothing yet')}</h2>
    <table><tr><th>channel</th><th>to</th><th>message</th></tr>${said.join('')}</table>
    <h2>Webhooks to the picking desk</h2>
    <table><tr><th>id</th><th>body</th></tr>${desk.join('')}</table>`,
    '<meta http-equiv="refresh" content="4">',
  );
}

/** One mail: who and what, its headers that matter, and its body in a frame that can do nothing. */
export function mailPage(number: number, mail: ParsedMail): string {
  const heads = mail.headerLines
    .filter(({ key }) => SHOWN.has(key))
    .map(({ line }) => `<tr><td><code>${escapeHtml(line)}</code></td></tr>`);
  return page(
    mail.subject ?? 'Mail',
    `<p><a href="/">all mails</a></p><h1>${escapeHtml(mail.subject ?? '')}</h1>
    <iframe sandbox src="/mails/${number}/body" title="The mail"></iframe>
    <h2>Headers</h2><table>${heads.join('')}</table>
    <h2>As text</h2><pre>${escapeHtml(mail.text ?? '')}</pre>`,
  );
}

/** Text as HTML shows it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

const SHOWN: ReadonlySet<string> = new Set([
  'from',
  'to',
  'date',
  'message-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'dkim-signature',
]);

function page(title: string, main: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">${head}
  <meta name="viewport" content="width=device-width"><title>${escapeHtml(title)} · Kairos demo</title><style>${STYLE}</style></head>
  <body><main>${main}</main></body></html>`;
}
