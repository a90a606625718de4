import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Session } from 'chdb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openHttpClickHouse } from './clickhouse-http.ts';
import { RowsRefused } from './contract.ts';

// A ClickHouse server's HTTP face over the real engine as a library: statements as they come, parameters in the
// address.
let folder: string;
let session: Session;
let url: string;
let cutAfter: RegExp | undefined;
const statements: string[] = [];
const server = createServer(async (request, response) => {
  const asked = new URL(request.url ?? '', 'http://x').searchParams;
  const statement = (asked.get('query') ?? '') + (await text(request));
  statements.push(statement);
  const params = Object.fromEntries(
    [...asked].filter(([k]) => k.startsWith('param_')).map(([k, v]) => [k.slice(6), v]),
  );
  try {
    const database = asked.get('database') ?? 'default';
    await session.queryAsync(`USE ${database}`);
    const result = await session.queryBindAsync(statement, params);
    if (cutAfter?.test(statement)) return request.socket.destroy();
    response.end(result.bytes());
  } catch (error) {
    const { message } = error as Error;
    response.writeHead(500, { 'x-clickhouse-exception-code': /Code: (\d+)/.exec(message)?.[1] ?? '1' }).end(message);
  }
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-http-'));
  session = new Session(folder);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  cutAfter = undefined;
  statements.length = 0;
});
afterAll(async () => {
  server.close();
  session.close();
  await rm(folder, { recursive: true, force: true });
});

test('the database is made, rows go in and come out, and unreadable rows are refused', async () => {
  const store = await openHttpClickHouse(`${url}/marketing`);
  expect(statements[0]).toContain('CREATE DATABASE IF NOT EXISTS');
  await store.command('CREATE TABLE t (a String, n UInt32) ENGINE = MergeTree ORDER BY n');
  await store.insert('t', ['{"a":"x","n":1}', '{"a":"y","n":2}']);
  await expect(store.insert('t', ['{"a":"x","n":"boo"}'])).rejects.toThrow(RowsRefused);
  expect(await store.query('SELECT n FROM marketing.t WHERE a = {a:String}', { a: 'y' })).toEqual([{ n: 2 }]);
  expect(await store.ping()).toBe(true);
  await store.close();
});

test('an insert without an answer is rejected, and can be found by its mark while it runs', async () => {
  const store = await openHttpClickHouse(url);
  await store.command('CREATE TABLE t (n UInt32) ENGINE = MergeTree ORDER BY n');
  cutAfter = /^INSERT/;
  await expect(store.insert('t', ['{"n":1}'], { mark: 'kairos-sink:0,1' })).rejects.toThrow('socket hang up');
  expect(statements.at(-1)).toContain("log_comment = 'kairos-sink:0,1'");
  expect(await store.query('SELECT count() AS c FROM t', {})).toEqual([{ c: 1 }]);
  await expect(store.insert('t', ['{"n":1}'], { mark: "'; DROP" })).rejects.toThrow('no mark');
  await store.close();
});

test('a server that cannot be used is named, without its password', async () => {
  const refused = openHttpClickHouse('http://me:hidden@127.0.0.1:1/x');
  await expect(refused).rejects.toThrow(
    /^ClickHouse at 127\.0\.0\.1:1 cannot be used \(.*ECONNREFUSED.*KAIROS_CLICKHOUSE_URL/,
  );
  await expect(refused).rejects.not.toThrow('hidden');
});
