import type { Cluster, Redis } from 'ioredis';
import { type People, PersonRefused } from './contract.ts';
import { createRegister, PEOPLE, type Register, type StoredPerson } from './register.ts';
import { createSessions } from './sessions.ts';

const MOST_PEOPLE = 1_000;
const NAME = /^[a-z0-9][a-z0-9._@+-]{0,99}$/;
const EXPECTED_NAME = 'a name of at most 100 lower-case letters, digits and . _ @ + -, such as hanna@lipa.example';

/** People and sessions as Redis keeps them: tokens by their hashes, passwords by Argon2. */
export function createPeople(redis: Redis | Cluster, now: () => number): People {
  const register = createRegister(redis);
  const { all, read, must, put, link } = register;
  const sessions = createSessions(redis, register, now);
  return {
    list: all,
    async add(name, roles, publishes) {
      if (!NAME.test(name)) throw new PersonRefused(`expected ${EXPECTED_NAME}`);
      if (await read(name)) throw new PersonRefused(`'${name}' is there already`);
      if ((await redis.hlen(PEOPLE)) >= MOST_PEOPLE) throw new PersonRefused(`there are ${MOST_PEOPLE} people already`);
      return put(name, { madeAt: now() }, roles, publishes);
    },
    async change(name, roles, publishes) {
      const person = await must(name);
      if (!roles.includes('admin')) await refuseIfLastAdmin(name, register);
      return put(name, person, roles, publishes);
    },
    async remove(name) {
      if (!(await read(name))) return false;
      await refuseIfLastAdmin(name, register);
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
    ...sessions,
  };
}

async function refuseIfLastAdmin(name: string, { all }: Register): Promise<void> {
  const admins = (await all()).filter(({ roles }) => roles.includes('admin'));
  if (admins.length === 1 && admins[0]?.name === name) {
    throw new PersonRefused(`'${name}' is the only administrator: make another one first`);
  }
}
