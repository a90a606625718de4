import { randomBytes } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import { type Opened, type People, PersonRefused, type Session } from './contract.ts';
import { hashPassword, isPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD } from './passwords.ts';
import { permissionsOf } from './permissions.ts';
import { hashOf, ONCE, type Register, type StoredPerson } from './register.ts';

/** By hash of its token: the name of who is signed in. Expires. */
const SESSION = 'kairos:session:';
/** Failed attempts by name and address. Expires. */
const FAILED = 'kairos:sign-in-failed:';
const SESSION_SECONDS = 12 * 3_600;
/** Wrong passwords for one name, or from one address, before it has to wait; counted over a quarter of an hour. */
const MOST_FAILED = 10;
const FAILED_SECONDS = 15 * 60;

type Sessions = Pick<People, 'signIn' | 'signInOnce' | 'signInClaimed' | 'sessionOf' | 'signOut' | 'choosePassword'>;

/** Creates what signs people in and out: sessions by the hash of their token, failed attempts counted. */
export function createSessions(redis: Redis | Cluster, { read, must, write }: Register, now: () => number): Sessions {
  const open = async (name: string, person: StoredPerson): Promise<Opened> => {
    const token = randomBytes(32).toString('base64url');
    await redis.set(SESSION + hashOf(token), JSON.stringify({ name, at: now() }), 'EX', SESSION_SECONDS);
    await write(name, { ...person, seenAt: now() });
    return { token, session: sessionFor(name, person), lastsSeconds: SESSION_SECONDS };
  };
  return {
    async signIn(name, password, address) {
      const counters = [`${FAILED}name:${name.slice(0, 100)}`, `${FAILED}address:${address}`];
      const seconds = Math.max(...(await Promise.all(counters.map((key) => secondsToWait(redis, key)))));
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
    async signInClaimed({ name, subject, roles, publishes }) {
      const known = await read(name);
      if (known && known.subject !== subject) return { denied: 'wrong' };
      return open(name, { madeAt: now(), ...known, subject, roles, publishes });
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
    async choosePassword(token, password, current = '') {
      if (password.length < SHORTEST_PASSWORD)
        throw new PersonRefused(`expected at least ${SHORTEST_PASSWORD} characters`);
      if (password.length > LONGEST_PASSWORD)
        throw new PersonRefused(`expected at most ${LONGEST_PASSWORD} characters`);
      const text = await redis.get(SESSION + hashOf(token));
      if (text === null) throw new PersonRefused('the session is over: sign in again');
      const { name } = JSON.parse(text) as { name: string };
      const person = await must(name);
      if (person.password !== undefined && !(await isPassword(person.password, current))) {
        throw new PersonRefused('the password so far is another one');
      }
      const at = now();
      await write(name, { ...person, password: await hashPassword(password), endedBefore: at });
      await redis.set(SESSION + hashOf(token), JSON.stringify({ name, at }), 'EX', SESSION_SECONDS);
    },
  };
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

function sessionFor(name: string, { roles, publishes, password, subject }: StoredPerson): Session {
  const mustChoosePassword = password === undefined && subject === undefined;
  return { name, roles, may: permissionsOf(roles, publishes), mustChoosePassword };
}
