import type { RedisOptions } from 'ioredis';
import { CannotStart } from '../contract.ts';
import type { RedisTarget } from './contract.ts';

interface Parts {
  readonly scheme: string;
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  readonly path: string;
  readonly credentials: Pick<RedisOptions, 'username' | 'password'>;
  readonly query: URLSearchParams;
}

const FORMS =
  'redis://host:6379, rediss://user:password@host:6379/0, unix:///path/redis.sock, redis+cluster://host:7000,host:7001 or redis+sentinel://host:26379,host:26379/mymaster';

/**
 * Parses KAIROS_REDIS_URL. Cluster and Sentinel take `?tls=true`, Sentinel also `?db=1&sentinelPassword=…`. Throws
 * CannotStart for any other form.
 */
export function parseRedisUrl(url: string): RedisTarget {
  const { scheme, hosts, path, credentials, query } = splitUrl(url);
  const tls = scheme === 'rediss' || query.get('tls') === 'true' ? { tls: {} } : {};
  const label = `${scheme}://${hosts.map(({ host, port }) => `${host}:${port}`).join(',')}${path}`;
  switch (scheme) {
    case 'unix':
      return { label: `unix://${path}`, options: { path, ...credentials, db: database(query.get('db')) } };
    case 'redis':
    case 'rediss':
      return { label, options: { ...hosts[0]!, ...credentials, ...tls, db: database(path.slice(1)) } };
    case 'redis+cluster':
      return { label, options: { ...credentials, ...tls }, nodes: hosts };
    default: {
      const name = path.slice(1);
      if (name === '') throw new CannotStart(`KAIROS_REDIS_URL names no master after the sentinels: ${label}/mymaster`);
      const sentinelPassword = query.get('sentinelPassword');
      return {
        label,
        options: {
          ...{ sentinels: [...hosts], name, db: database(query.get('db')), ...credentials, ...tls },
          ...(tls.tls && { enableTLSForSentinelMode: true }),
          ...(sentinelPassword !== null && { sentinelPassword }),
        },
      };
    }
  }
}

/** Splits the URL by hand, as a standard URL has one host only. */
function splitUrl(url: string): Parts {
  const form = /^(redis|rediss|unix|redis\+cluster|redis\+sentinel):\/\/(?:([^@/]*)@)?([^/?]*)(\/[^?]*)?(?:\?(.*))?$/;
  const [, scheme, login = '', list = '', path = '', query = ''] = form.exec(url) ?? [];
  if (scheme === undefined || (scheme === 'unix' ? path === '' : list === '')) throw refuseUrl();
  const at = login.indexOf(':');
  const [username, password] = at < 0 ? ['', login] : [login.slice(0, at), login.slice(at + 1)];
  return {
    scheme,
    hosts: scheme === 'unix' ? [] : list.split(',').map((each) => address(each, scheme)),
    path: path === '/' ? '' : decodeURIComponent(path),
    credentials: {
      ...(username !== '' && { username: decodeURIComponent(username) }),
      ...(password !== '' && { password: decodeURIComponent(password) }),
    },
    query: new URLSearchParams(query),
  };
}

function address(text: string, scheme: string): { host: string; port: number } {
  const [, host, port] = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (host === undefined) throw refuseUrl();
  const usual = scheme === 'redis+sentinel' ? 26_379 : 6_379;
  return { host: host.replace(/^\[|\]$/g, ''), port: port === undefined ? usual : Number(port) };
}

function database(text: string | null): number {
  if (text === null || text === '') return 0;
  if (!/^\d{1,4}$/.test(text)) throw refuseUrl();
  return Number(text);
}

/** Returns the error for a wrong URL. It leaves the URL out, which can hold a password. */
function refuseUrl(): CannotStart {
  return new CannotStart(`KAIROS_REDIS_URL cannot be read; it looks like ${FORMS}`);
}
