import type { Links } from '../links/contract.ts';
import type { Exchange, Headers, Route } from './contract.ts';

const ALWAYS: Headers = [
  ['cache-control', 'no-store, private'],
  ['referrer-policy', 'no-referrer'],
  ['x-robots-tag', 'noindex'],
];
/** A GIF of one transparent point; latin1 leaves its bytes as they are. */
const POINT = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/**
 * The links of messages, and the picture that tells of an opening. A link leads to what is stored for it and nowhere
 * else. Who asks not to be tracked is led on and not noted.
 */
export function linkRoutes(links: Links, wall: () => number): readonly Route[] {
  const note = (exchange: Exchange, token: string) => {
    if (exchange.header('dnt') === '1' || exchange.header('sec-gpc') === '1') return;
    const purpose = exchange.header('sec-purpose') || exchange.header('purpose') || exchange.header('x-moz');
    links.note(token, {
      at: wall(),
      agent: exchange.header('user-agent'),
      isHead: exchange.method.toUpperCase() === 'HEAD',
      isPrefetch: /prefetch|prerender|preview/i.test(purpose),
    });
  };
  return [
    {
      method: 'GET',
      path: '/l/:token',
      async handle(exchange) {
        const token = exchange.parameter(0);
        note(exchange, token);
        const target = await links.find(token);
        if (target?.url) return exchange.reply(302, '', [['location', target.url], ...ALWAYS]);
        exchange.reply(404, 'This link is over, or it is not complete.', [...ALWAYS, ['content-type', 'text/plain']]);
      },
    },
    {
      method: 'GET',
      path: '/o/:token',
      handle(exchange) {
        note(exchange, exchange.parameter(0));
        exchange.reply(200, POINT, [...ALWAYS, ['content-type', 'image/gif']]);
      },
    },
  ];
}
