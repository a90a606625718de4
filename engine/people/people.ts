import { createHash, randomBytes } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import type { Opened, People, PersonView, Role, Session } from './contract.ts';
import { hashPassword, isPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD } from './passwords.ts';
import { permissionsOf } from './permissions.ts';

/** Name → JSON of a StoredPerson. */
const PEOPLE = 'kairos:people';
/** By hash of its token: the name of who is signed in. Expires. */
const SESSION = 'kairos:session:';
/** By hash of its token: the name of who it signs in. Expires. */
const ONCE = 'kairos:once:';
/** Failed attempts by name and address. Expires. */
const FAILED = 'kairos:sign-in-failed:';

const SESSION_SECONDS = 12 * 3_600;
const ONCE_SECONDS = 24 * 3_600;
/** Wrong passwords for one name, or from one address, before it has to wait; counted over a quarter of an hour. */
const MOST_FAILED = 10;
const FAILED_SECONDS = 15 * 60;
const MOST_PEOPLE = 1_000;
const NAME = /^[a-z0-9][a-z0-9._@+-]{0,99}$/;
const EXPECTED_NAME = 'a name of at most 100 lower-case letters, digits and . _ @ + -, such as hanna@lipa.example';

interface StoredPerson {
  readonly roles: readonly Role[];
  readonly publishes: boolean;
  readonly madeAt: number;
  readonly seenAt?: number;
  readonly password?: string;
  /** Sessions that began before are over. */
  readonly endedBefore?: number;
}

/** A change of people that is not done, and why. */
export class PersonRefused extends Error {
  override readonly name = 'PersonRefused';
}

/** People and sessions as Redis keeps them: tokens by their hashes, passwords by Argon2. */
export function createPeople(redis: Redis | Cluster, now: () => number): People {
  const read = async (name: string): Promise<StoredPerson | undefined> => {
    const text = await redis.hget(PEOPLE, name);
    return text === null ? undefined : (JSON.parse(text) as StoredPerson);
  };
  const write = (name: string, person: StoredPerson) => redis.hset(PEOPLE, name, JSON.stringify(person));
  const must = async (name: string): Promise<StoredPerson> => {
    const person = await read(name);
    if (!person) throw new PersonRefused(`there is nobody called '${name}'`);
    return person;
  };
  const open = async (name: string, person: StoredPerson): Promise<Opened> => {
    const token = randomBytes(32).toString('base64url');
    await redis.set(SESSION + hashOf(token), JSON.stringify({ name, at: now() }), 'EX', SESSION_SECONDS);
    await write(name, { ...person, seenAt: now() });
    return { token, session: sessionFor(name, person), lastsSeconds: SESSION_SECONDS };
  };
  const link = async (name: string): Promise<string> => {
    const token = randomBytes(24).toString('base64url');
    await redis.set(ONCE + hashOf(token), name, 'EX', ONCE_SECONDS);
    return token;
  };
  const put = async (name: string, before: StoredPerson | undefined, roles: readonly Role[], publishes: boolean) => {
    if (roles.length === 0)
      throw new PersonRefused('a person needs a role: marketer, analyst, agent, operator or admin');
    const isLosing = before?.roles.includes('admin') && !roles.includes('admin');
    if (isLosing) await refuseIfLastAdmin(name);
    const person = { ...(before ?? { madeAt: now() }), roles: [...new Set(roles)].sort(), publishes };
    await write(name, person);
    return viewOf(name, person);
  };
  const refuseIfLastAdmin = async (name: string) => {
    const admins = (await people.list()).filter(({ roles }) => roles.includes('admin'));
    if (admins.length === 1 && admins[0]?.name === name) {
      throw new PersonRefused(`'${name}' is the only administrator: make another one first`);
    }
  };

  const people: People = {
    async list() {
      const stored = Object.entries(await redis.hgetall(PEOPLE));
      return stored
        .map(([name, text]) => viewOf(name, JSON.parse(text) as StoredPerson))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async add(name, roles, publishes) {
      if (!NAME.test(name)) throw new PersonRefused(`expected ${EXPECTED_NAME}`);
      if (await read(name)) throw new PersonRefused(`'${name}' is there already`);
      if ((await redis.hlen(PEOPLE)) >= MOST_PEOPLE) throw new PersonRefused(`there are ${MOST_PEOPLE} people already`);
      return put(name, undefined, roles, publishes);
    },
    async change(name, roles, publishes) {
      return put(name, await must(name), roles, publishes);
    },
    async remove(name) {
      if (!(await read(name))) return false;
      await refuseIfLastAdmin(name);
      return (await redis.hdel(PEOPLE, name)) === 1;
    },
    async linkFor(name) {
      return (await read(name)) ? link(name) : undefined;
    },
    async first() {
      const admin: StoredPerson = { roles: ['admin'], publishes: true, madeAt: now() };
      if ((await redis.hlen(PEOPLE)) > 0) return undefined;
      // Of several engines that start at once one makes the administrator.
      return (await redis.hsetnx(PEOPLE, 'admin', JSON.stringify(admin))) === 1 ? link('admin') : undefined;
    },
    async signIn(name, password, address) {
      const counters = [`${FAILED}name:${name.slice(0, 100)}`, `${FAILED}address:${address}`];
      const waits = await Promise.all(counters.map((key) => secondsToWait(redis, key)));
      const seconds = Math.max(...waits);
      if (seconds > 0) return { denied: 'wait', seconds };
      const person = await read(name);
      if (password.length > LONGEST_PASSWORD || !(await isPassword(person?.password, password)) || !person) {
        await Promise.all(counters.map((key) => countFailed(redis, key)));
        return { denied: 'wrong' };
      }
      await Promise.all(counters.map((key) => redis.del(key)));
      return open(name, person);
    },
    async signInOnce(token) {
      const name = await redis.getdel(ONCE + hashOf(token));
      const person = name === null ? undefined : await read(name);
      return name !== null && person ? open(name, withoutPassword(person)) : { denied: 'wrong' };
    },
    async sessionOf(token) {
      const text = await redis.getex(SESSION + hashOf(token), 'EX', SESSION_SECONDS);
      if (text === null) return undefined;
      const { name, at } = JSON.parse(text) as { name: string; at: number };
      const person = await read(name);
      return person && at >= (person.endedBefore ?? 0) ? sessionFor(name, person) : undefined;
    },
    async signOut(token) {
      await redis.del(SESSION + hashOf(token));
    },
    async choosePassword(token, password) {
      if (password.length < SHORTEST_PASSWORD)
        throw new PersonRefused(`expected at least ${SHORTEST_PASSWORD} characters`);
      if (password.length > LONGEST_PASSWORD)
        throw new PersonRefused(`expected at most ${LONGEST_PASSWORD} characters`);
      const text = await redis.get(SESSION + hashOf(token));
      if (text === null) throw new PersonRefused('the session is over: sign in again');
      const { name } = JSON.parse(text) as { name: string };
      const at = now();
      await write(name, { ...(await must(name)), password: await hashPassword(password), endedBefore: at });
      await redis.set(SESSION + hashOf(token), JSON.stringify({ name, at }), 'EX', SESSION_SECONDS);
    },
  };
  return people;
}

/** Who comes by a link has lost the password or never had one: the next thing they do is choose one. */
function withoutPassword({ password: _, ...person }: StoredPerson): StoredPerson {
  return person;
}

async function secondsToWait(redis: Redis | Cluster, key: string): Promise<number> {
  const [failed, left] = await Promise.all([redis.get(key), redis.ttl(key)]);
  return Number(failed ?? 0) >= MOST_FAILED ? Math.max(1, left) : 0;
}

async function countFailed(redis: Redis | Cluster, key: string): Promise<void> {
  if ((await redis.incr(key)) === 1) await redis.expire(key, FAILED_SECONDS);
}

function sessionFor(name: string, { roles, publishes, password }: StoredPerson): Session {
  return { name, roles, may: permissionsOf(roles, publishes), mustChoosePassword: password === undefined };
}

function viewOf(name: string, { roles, publishes, madeAt, seenAt, password }: StoredPerson): PersonView {
  return {
    name,
    roles,
    publishes,
    madeAt,
    ...(seenAt !== undefined && { seenAt }),
    hasPassword: password !== undefined,
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
