import { randomBytes } from 'node:crypto';
import type { Page, Preferences } from '../preferences/contract.ts';
import { preferencePage, wordPage } from '../preferences/page.ts';
import { fillWords, languageOf, wordsIn } from '../preferences/words.ts';
import type { Exchange, Route } from './contract.ts';

const MOST_BODY_BYTES = 64 * 1024;
const TOO_MUCH = 'This request is larger than it should be.';

/**
 * The pages of customers: what they want to hear of, at `/p/…`, and the confirmation of a yes by e-mail, at `/c/…`. GET
 * changes nothing, for scanners follow links; POST does it.
 */
export function preferenceRoutes(preferences: Preferences): readonly Route[] {
  const missing = (exchange: Exchange, language: string) => {
    const { title, incomplete } = wordsIn(language);
    reply(exchange, 404, wordPage(language, newNonce(), { title, text: incomplete }));
  };
  const choose = async (exchange: Exchange, token: string, language: string, isSaved: boolean) => {
    const view = await preferences.view(token);
    if (view) reply(exchange, 200, preferencePage(view, newNonce(), isSaved));
    else missing(exchange, language);
  };
  const ask = (exchange: Exchange, token: string, language: string) => {
    const words = wordsIn(language);
    const found = preferences.readConfirmation(token);
    if (found === undefined) return missing(exchange, language);
    if (found === 'over') {
      return reply(exchange, 410, wordPage(language, newNonce(), { title: words.confirmTitle, text: words.over }));
    }
    const text = fillWords(words.confirmText, { address: found.address, purpose: found.purpose });
    reply(exchange, 200, wordPage(language, newNonce(), { title: words.confirmTitle, text, button: words.confirm }));
  };
  return [
    {
      method: 'GET',
      path: '/p/:token',
      handle: (exchange) => choose(exchange, exchange.parameter(0), readerOf(exchange), false),
    },
    {
      method: 'POST',
      path: '/p/:token',
      handle(exchange) {
        const [token, language] = [exchange.parameter(0), readerOf(exchange)];
        const take = async (bytes: Buffer) => {
          const form = new URLSearchParams(bytes.toString('utf8'));
          const wanted = new Set(form.getAll('on'));
          const isNothing = form.get('do') === 'nothing';
          const choice = { wanted, isNothing, language: form.get('language') ?? undefined };
          if (await preferences.save(token, choice)) await choose(exchange, token, language, true);
          else missing(exchange, language);
        };
        exchange.body(MOST_BODY_BYTES, take, () => exchange.reply(413, TOO_MUCH));
      },
    },
    {
      method: 'GET',
      path: '/c/:token',
      handle: (exchange) => ask(exchange, exchange.parameter(0), readerOf(exchange)),
    },
    {
      method: 'POST',
      path: '/c/:token',
      handle(exchange) {
        const [token, language, agent] = [exchange.parameter(0), readerOf(exchange), exchange.header('user-agent')];
        const take = async () => {
          const found = preferences.readConfirmation(token);
          if (found === undefined || found === 'over') return ask(exchange, token, language);
          await preferences.confirm(found, agent);
          const { confirmTitle: title, confirmed: text } = wordsIn(language);
          reply(exchange, 200, wordPage(language, newNonce(), { title, text }));
        };
        exchange.body(MOST_BODY_BYTES, take, () => exchange.reply(413, TOO_MUCH));
      },
    },
  ];
}

/** The language that a reader's browser asks for. */
function readerOf(exchange: Exchange): string {
  return languageOf(
    ...exchange
      .header('accept-language')
      .split(',')
      .map((one) => one.trim()),
  );
}

function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

function reply(exchange: Exchange, status: number, { html, nonce }: Page): void {
  exchange.reply(status, html, [
    ['content-type', 'text/html; charset=utf-8'],
    [
      'content-security-policy',
      `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    ],
    ['cache-control', 'no-store'],
    ['referrer-policy', 'no-referrer'],
    ['x-content-type-options', 'nosniff'],
    ['x-robots-tag', 'noindex'],
  ]);
}
