import * as z from 'zod';
import type { ArgumentWords, Words } from '../../triggers/words/contract.ts';
import { ARGUMENTS, say } from '../../triggers/words/say.ts';
import { type Spoken, sayEach } from '../../triggers/words/say-each.ts';

/** What every account with a service over HTTP may say. */
export interface HttpAccount {
  /** Absent: each call names its own URL. */
  readonly url?: string | undefined;
  readonly allow: readonly string[];
  readonly connectSeconds: number;
  readonly connections: number;
  readonly ca?: string | undefined;
}

export const httpUrl = z
  .string('an http(s) URL')
  .max(2_000, 'an http(s) URL of at most 2000 characters')
  .refine((text) => /^https?:\/\/[^\s\p{Cc}]+$/iu.test(text) && URL.canParse(text), 'an http(s) URL')
  .refine((text) => !URL.canParse(text) || new URL(text).username === '', 'a URL without user and password');

const allowed = say(
  z
    .string()
    .max(300)
    .regex(/^\S+:\d+$/, '`host:port`'),
  { en: 'Host and port', de: 'Host und Port' },
  { kind: 'address' },
);

const WORDS = {
  url: {
    title: { en: 'Address of the service', de: 'Adresse des Dienstes' },
    description: { en: 'Another one for a region or a gateway.', de: 'Eine andere für eine Region oder ein Gateway.' },
    kind: 'address',
  },
  allow: {
    title: { en: 'Addresses that are not public', de: 'Nicht öffentliche Adressen' },
    description: { en: 'They may be called all the same.', de: 'Sie dürfen dennoch aufgerufen werden.' },
    examples: [['10.0.0.7:8080']],
  },
  connectSeconds: { title: { en: 'Time to connect', de: 'Zeit zum Verbinden' }, unit: 's' },
  connections: { title: { en: 'Connections', de: 'Verbindungen' }, kind: 'count' },
  ca: {
    title: { en: 'Certificate of an authority', de: 'Zertifikat einer Zertifizierungsstelle' },
    description: { en: 'PEM; only who it vouches for is trusted.', de: 'PEM; nur wem sie bürgt, wird vertraut.' },
    kind: 'text',
  },
} as const;

/**
 * Settings of an account with a service over HTTP: its own, and those that all have. `base` is the service's public
 * address.
 */
export function accountSettings<S extends z.ZodRawShape>(
  base: string | undefined,
  own: S,
  words: { readonly [Member in keyof S]?: Spoken },
) {
  const shared = {
    url: base === undefined ? httpUrl.clone() : httpUrl.default(base),
    /** `host:port` that may be called though they are not public. */
    allow: z.array(allowed).max(100).default([]),
    connectSeconds: z.number().min(0.1).max(30).default(3),
    connections: z.int().min(1).max(1_000).default(256),
    ca: z.string().max(100_000).optional(),
  };
  return sayEach(z.strictObject({ ...shared, ...own }), { ...WORDS, ...words } as never);
}

/** A text of a setting. */
export function text(mostChars = 500): z.ZodString {
  return z.string('a text').min(1, 'a text').max(mostChars);
}

/** A private key, PEM. */
export function privateKey(): z.ZodString {
  return z.string('a private key in PEM').includes('PRIVATE KEY-----', { message: 'a private key in PEM' });
}

/** The words of a setting that is a secret. */
export function secretly(title: Words, more: ArgumentWords = {}): Spoken {
  return { title, kind: 'secret', ...more };
}

/** Returns the values that a schema says are secrets, however deep they stand, the longest first. */
export function secretsIn(schema: z.ZodType, settings: unknown): readonly string[] {
  const values = findSecrets(schema, settings).map(({ value }) => value);
  return values.filter((value) => value.length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
}

/** A value that is a secret, and its path. */
export interface FoundSecret {
  readonly path: string;
  readonly value: string;
}

/** Finds the texts that a schema says are secrets, however deep they stand. A reference to one is none. */
export function findSecrets(schema: z.ZodType, value: unknown, path = ''): readonly FoundSecret[] {
  if (typeof value === 'string') return isSecret(schema) ? [{ path, value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  const inner = unwrap(schema);
  const at = (name: string | number) => (path === '' ? `${name}` : `${path}.${name}`);
  if (inner instanceof z.ZodArray) {
    const items = value as readonly unknown[];
    return items.flatMap((item, i) => findSecrets(inner.element as z.ZodType, item, at(i)));
  }
  if (!(inner instanceof z.ZodObject)) return [];
  const shape = inner.shape as Readonly<Record<string, z.ZodType>>;
  return Object.entries(value).flatMap(([name, member]) =>
    shape[name] ? findSecrets(shape[name], member, at(name)) : [],
  );
}

function isSecret(schema: z.ZodType): boolean {
  if (ARGUMENTS.get(schema)?.kind === 'secret') return true;
  if (schema instanceof z.ZodUnion) return (schema.options as readonly z.ZodType[]).some(isSecret);
  const inner = innerOf(schema);
  return inner !== undefined && isSecret(inner);
}

function unwrap(schema: z.ZodType): z.ZodType {
  const inner = innerOf(schema);
  return inner === undefined ? schema : unwrap(inner);
}

function innerOf(schema: z.ZodType): z.ZodType | undefined {
  const isWrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable;
  return isWrapped ? (schema.unwrap() as z.ZodType) : undefined;
}

/** What is shorter stands in other words by chance. */
const SHORTEST_SECRET = 6;
