import { expect, test } from 'vitest';
import { parseRedisUrl } from './redis-url.ts';

test('each form of URL is read', () => {
  expect(parseRedisUrl('redis://cache')).toEqual({
    label: 'redis://cache:6379',
    options: { host: 'cache', port: 6379, db: 0 },
  });
  expect(parseRedisUrl('rediss://me:p%40ss@cache:6380/2').options).toEqual({
    ...{ host: 'cache', port: 6380, db: 2, username: 'me', password: 'p@ss', tls: {} },
  });
  expect(parseRedisUrl('redis://secret@[::1]:7/').options).toEqual({ host: '::1', port: 7, db: 0, password: 'secret' });
  expect(parseRedisUrl('unix:///run/redis/redis.sock?db=3').options).toEqual({ path: '/run/redis/redis.sock', db: 3 });
  expect(parseRedisUrl('redis+cluster://:pw@a:7000,b:7001?tls=true')).toEqual({
    label: 'redis+cluster://a:7000,b:7001',
    options: { password: 'pw', tls: {} },
    nodes: [
      { host: 'a', port: 7000 },
      { host: 'b', port: 7001 },
    ],
  });
  expect(parseRedisUrl('redis+sentinel://:pw@a,b:7001/mymaster?db=1&sentinelPassword=other').options).toEqual({
    sentinels: [
      { host: 'a', port: 26379 },
      { host: 'b', port: 7001 },
    ],
    ...{ name: 'mymaster', db: 1, password: 'pw', sentinelPassword: 'other' },
  });
});

test('a URL that cannot be read is refused with the forms there are, and no password is repeated', () => {
  for (const url of [
    'redis://',
    'unix://',
    'redis://:hidden@a:port',
    'redis+cluster://a:1,,b',
    'redis://h/x',
    'http://a',
  ]) {
    expect(() => parseRedisUrl(url)).toThrow(/^KAIROS_REDIS_URL cannot be read; it looks like redis:\/\/host/);
    expect(() => parseRedisUrl(url)).not.toThrow(/hidden/);
  }
  expect(() => parseRedisUrl('redis+sentinel://a:1')).toThrow('names no master');
});

test('no label holds a password', () => {
  for (const url of ['redis://u:hidden@a:1', 'redis+cluster://:hidden@a:1', 'redis+sentinel://:hidden@a/m']) {
    expect(parseRedisUrl(url).label).not.toContain('hidden');
  }
});
