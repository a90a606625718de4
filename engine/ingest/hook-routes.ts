import type { HookIntake } from '../hooks/contract.ts';
import type { Exchange, Route } from './contract.ts';

const MOST_BODY_BYTES = 4 * 1024 * 1024;

/** Where providers tell what became of messages. Each call is stored before it is answered. */
export function hookRoutes(hooks: HookIntake, publicUrl: () => string): readonly Route[] {
  const path = '/hooks/:channel/:account';
  const take = (exchange: Exchange, method: 'GET' | 'POST') => {
    const [channel, account] = [exchange.parameter(0), exchange.parameter(1)];
    const names = hooks.headersFor(channel, account);
    if (!names) return exchange.reply(404, 'no account has hooks here');
    const headers = Object.fromEntries(names.map((name) => [name, exchange.header(name)]));
    const { search } = exchange;
    const url = `${publicUrl()}${exchange.path}${search && `?${search}`}`;
    const query = new URLSearchParams(search);
    const answer = async (bytes: Buffer) => {
      // The bytes are the edge's own, and valid only now.
      const body = Buffer.from(bytes);
      const { status, body: said } = await hooks.take(channel, account, { method, url, query, headers, body });
      exchange.reply(status, said);
    };
    if (method === 'GET') return answer(Buffer.alloc(0));
    exchange.body(MOST_BODY_BYTES, answer, () => exchange.reply(413, 'too large'));
  };
  return [
    { method: 'GET', path, handle: (exchange) => take(exchange, 'GET') },
    { method: 'POST', path, handle: (exchange) => take(exchange, 'POST') },
  ];
}
