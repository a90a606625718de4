import type { Keys, Unsubscription } from '../access/contract.ts';
import { preferenceToken } from '../preferences/tokens.ts';
import type { Exchange, Headers, Route } from './contract.ts';

const MOST_BODY_BYTES = 64 * 1024;
const HEADERS: Headers = [
  ['content-type', 'text/html; charset=utf-8'],
  [
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  ],
  ['cache-control', 'no-store'],
  ['referrer-policy', 'no-referrer'],
  ['x-robots-tag', 'noindex'],
];

/**
 * The unsubscribe link of a message. GET shows a form and changes nothing, for mail scanners follow links; POST does
 * it, with the one click of a mail program (RFC 8058) or of the form. Doing it twice is the same as once.
 */
export function unsubscribeRoutes(
  keys: Keys,
  onUnsubscribe: (unsubscription: Unsubscription) => Promise<void>,
): readonly Route[] {
  const path = '/v1/unsubscribe/:token';
  const whose = (exchange: Exchange): Unsubscription | undefined => {
    const found = keys.readUnsubscribeToken(exchange.parameter(0));
    if (!found) page(exchange, 404, 'This link is not complete', 'Please open the link in the message once more.');
    return found;
  };
  return [
    {
      method: 'GET',
      path,
      handle(exchange) {
        const found = whose(exchange);
        if (!found) return;
        const own = `<p><a href="/p/${preferenceToken(keys, found.customer)}">Choose what you get</a></p>`;
        page(exchange, 200, 'No more messages?', `${describe(found)} will no longer reach you.`, FORM + own);
      },
    },
    {
      method: 'POST',
      path,
      handle(exchange) {
        const found = whose(exchange);
        if (!found) return;
        const act = async (): Promise<void> => {
          await onUnsubscribe(found);
          page(exchange, 200, 'Done', `${describe(found)} will no longer reach you.`);
        };
        const tooLarge = (): void => page(exchange, 413, 'Too much', 'This request is larger than it should be.');
        exchange.body(MOST_BODY_BYTES, act, tooLarge);
      },
    },
  ];
}

const FORM =
  '<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>Unsubscribe</button></form>';

function describe({ channel, purpose }: Unsubscription): string {
  const what = purpose === '*' ? 'Messages' : `Messages about ${purpose}`;
  return channel === '*' ? what : `${what} by ${channel}`;
}

function page(exchange: Exchange, status: number, title: string, text: string, more = ''): void {
  const style =
    'body{font:16px/1.5 system-ui;max-width:32rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem}';
  exchange.reply(
    status,
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${escapeHtml(title)}</title><style>${style}</style><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${more}</html>`,
    HEADERS,
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
