import { createHash, randomBytes } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import { PersonRefused, type PersonView, type Role } from './contract.ts';

/** Name → JSON of a StoredPerson. */
export const PEOPLE = 'kairos:people';
/** By hash of its token: the name of who it signs in. Expires. */
export const ONCE = 'kairos:once:';
const ONCE_SECONDS = 24 * 3_600;

/** A person as Redis keeps them. */
export interface StoredPerson {
  readonly roles: readonly Role[];
  readonly publishes: boolean;
  readonly madeAt: number;
  readonly seenAt?: number;
  readonly password?: string;
  /** They come by an OpenID Connect provider, which calls them so; they have no password here. */
  readonly subject?: string;
  /** Sessions that began before are over. */
  readonly endedBefore?: number;
}

/** The people as they are stored, and the links that sign them in once. */
export interface Register {
  all(): Promise<readonly PersonView[]>;
  read(name: string): Promise<StoredPerson | undefined>;
  /** Throws PersonRefused where there is no such person. */
  must(name: string): Promise<StoredPerson>;
  write(name: string, person: StoredPerson): Promise<unknown>;
  put(
    name: string,
    before: Omit<StoredPerson, 'roles' | 'publishes'>,
    roles: readonly Role[],
    publishes: boolean,
  ): Promise<PersonView>;
  link(name: string): Promise<string>;
}

/** Creates the register of people in Redis. */
export function createRegister(redis: Redis | Cluster): Register {
  const read = async (name: string): Promise<StoredPerson | undefined> => {
    const text = await redis.hget(PEOPLE, name);
    return text === null ? undefined : (JSON.parse(text) as StoredPerson);
  };
  const write = (name: string, person: StoredPerson) => redis.hset(PEOPLE, name, JSON.stringify(person));
  return {
    read,
    write,
    async all() {
      const stored = Object.entries(await redis.hgetall(PEOPLE));
      return stored
        .map(([name, text]) => viewOf(name, JSON.parse(text) as StoredPerson))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async must(name) {
      const person = await read(name);
      if (!person) throw new PersonRefused(`there is nobody called '${name}'`);
      return person;
    },
    async put(name, before, roles, publishes) {
      if (roles.length === 0)
        throw new PersonRefused('a person needs a role: marketer, analyst, agent, operator or admin');
      const person = { ...before, roles: [...new Set(roles)].sort(), publishes };
      await write(name, person);
      return viewOf(name, person);
    },
    async link(name) {
      const token = randomBytes(24).toString('base64url');
      await redis.set(ONCE + hashOf(token), name, 'EX', ONCE_SECONDS);
      return token;
    },
  };
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

/** The hash under which a token is kept. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
