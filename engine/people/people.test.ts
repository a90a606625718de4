import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { Opened, People } from './contract.ts';
import { createPeople } from './people.ts';

let server: TestRedis;
let redis: ReturnType<TestRedis['connect']>;
let time = 1_800_000_000_000;
let people: People;
const opened = (answer: unknown) => answer as Opened;

beforeAll(async () => {
  server = await startRedis();
  redis = server.connect();
});
beforeEach(async () => {
  await redis.flushall();
  people = createPeople(redis, () => ++time);
});
afterAll(() => server.stop());

test('where there is nobody a link makes the administrator, once', async () => {
  const token = await people.first();
  expect(await people.first()).toBeUndefined();
  const { session } = opened(await people.signInOnce(token!));
  expect(session).toMatchObject({ name: 'admin', roles: ['admin'], mustChoosePassword: true });
  expect([...session.may]).toContain('administer');
  expect(await people.signInOnce(token!)).toEqual({ denied: 'wrong' });
});

test('engines that start at the same moment make one administrator', async () => {
  const tokens = await Promise.all(Array.from({ length: 8 }, () => createPeople(redis, () => time).first()));
  expect(tokens.filter((token) => token !== undefined)).toHaveLength(1);
});

test('a chosen password signs in, and ends the sessions that were there before', async () => {
  await people.add('hanna@lipa.example', ['marketer'], true);
  const elsewhere = opened(await people.signInOnce((await people.linkFor('hanna@lipa.example'))!));
  const here = opened(await people.signInOnce((await people.linkFor('hanna@lipa.example'))!));
  await people.choosePassword(here.token, 'umbrella in the rain');
  expect(await people.sessionOf(elsewhere.token)).toBeUndefined();
  expect(await people.sessionOf(here.token)).toMatchObject({ mustChoosePassword: false });
  const later = opened(await people.signIn('hanna@lipa.example', 'umbrella in the rain', '10.0.0.1'));
  expect([...later.session.may].sort()).toEqual(['pause', 'publish', 'read', 'write']);
  await people.signOut(later.token);
  expect(await people.sessionOf(later.token)).toBeUndefined();
});

test('a link takes the lost password away', async () => {
  await people.add('ola', ['operator'], false);
  const first = opened(await people.signInOnce((await people.linkFor('ola'))!));
  await people.choosePassword(first.token, 'the first password');
  const again = opened(await people.signInOnce((await people.linkFor('ola'))!));
  expect(again.session.mustChoosePassword).toBe(true);
  expect(await people.signIn('ola', 'the first password', '10.0.0.1')).toEqual({ denied: 'wrong' });
});

test('who is removed is signed out at once', async () => {
  await people.first();
  await people.add('leo', ['analyst'], false);
  const { token } = opened(await people.signInOnce((await people.linkFor('leo'))!));
  expect(await people.remove('leo')).toBe(true);
  expect(await people.sessionOf(token)).toBeUndefined();
  expect(await people.remove('leo')).toBe(false);
});

test('after ten wrong passwords a name waits, from wherever, and the right one is not tried', async () => {
  await people.add('mia', ['agent'], false);
  const { token } = opened(await people.signInOnce((await people.linkFor('mia'))!));
  await people.choosePassword(token, 'right horse battery');
  for (let i = 0; i < 10; i++) expect(await people.signIn('mia', 'wrong', `10.0.0.${i}`)).toEqual({ denied: 'wrong' });
  expect(await people.signIn('mia', 'right horse battery', '10.9.9.9')).toMatchObject({ denied: 'wait' });
});

test('an address that tries ten names waits too', async () => {
  for (let i = 0; i < 10; i++) await people.signIn(`guess-${i}`, 'password', '10.0.0.7');
  expect(await people.signIn('guess-11', 'password', '10.0.0.7')).toMatchObject({ denied: 'wait' });
  expect(await people.signIn('guess-11', 'password', '10.0.0.8')).toEqual({ denied: 'wrong' });
});

test('the last administrator stays one', async () => {
  await people.first();
  await expect(people.remove('admin')).rejects.toThrow('the only administrator');
  await expect(people.change('admin', ['analyst'], false)).rejects.toThrow('the only administrator');
  await people.add('second', ['admin'], true);
  expect(await people.remove('admin')).toBe(true);
});

test('neither passwords nor tokens are kept in the clear', async () => {
  const link = (await people.first())!;
  const { token } = opened(await people.signInOnce(link));
  await people.choosePassword(token, 'seen by nobody');
  const keys = await redis.keys('*');
  const kept = [...keys, JSON.stringify(await redis.hgetall('kairos:people'))].join(' ');
  for (const secret of [link, token, 'seen by nobody']) expect(kept).not.toContain(secret);
});

test('a name that cannot be one, a second of the same name, and a person without a role are refused', async () => {
  await expect(people.add('Hanna <b>', ['admin'], true)).rejects.toThrow('lower-case');
  await people.add('hanna', ['admin'], true);
  await expect(people.add('hanna', ['analyst'], false)).rejects.toThrow('there already');
  await expect(people.add('noone', [], false)).rejects.toThrow('needs a role');
  const { token } = opened(await people.signInOnce((await people.linkFor('hanna'))!));
  await expect(people.choosePassword(token, 'short')).rejects.toThrow('10 characters');
});
