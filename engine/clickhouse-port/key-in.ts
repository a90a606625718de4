import type { IncomingHttpHeaders } from 'node:http';

/** Returns the key of a request: ClickHouse's header, a password, a bearer token, or the password in the address. */
export function keyIn(headers: IncomingHttpHeaders, asked: URLSearchParams): string | undefined {
  const header = headers['x-clickhouse-key'];
  if (typeof header === 'string' && header !== '') return header;
  const [scheme = '', value = ''] = (headers.authorization ?? '').split(/ +/, 2);
  if (/^bearer$/i.test(scheme)) return value;
  if (/^basic$/i.test(scheme)) {
    const pair = Buffer.from(value, 'base64').toString('utf8');
    return pair.slice(pair.indexOf(':') + 1);
  }
  return asked.get('password') ?? undefined;
}
