import type { Command } from 'commander';
import type { KeyRing, KeyRole, KeyView, MadeKey } from '../../engine/access/contract.ts';
import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import { type CliCommand, CliFailure, type Io } from '../contract.ts';
import { formatTable } from '../table.ts';

interface Options extends EngineOptions {
  readonly local?: true;
  readonly json?: true;
}

const ROLES: Readonly<Record<string, KeyRole>> = { publishable: 'publishable', reading: 'reading', secret: 'secret' };

/** Looks after keys: over the management API, or at Redis itself where no key is left. */
export default {
  name: 'keys',
  summary: 'list, make, rotate and revoke keys; with --local also when none is left',
  add(command, io) {
    const sub = (name: string, summary: string) =>
      withOptions(command.command(name).summary(summary).description(summary));
    sub('list', 'the keys there are, when they were made and last used').action((options: Options) =>
      withRing(options, io, async (ring) => {
        const keys = await ring.list();
        io.stdout.write(
          options.json ? keys.map((key) => `${JSON.stringify(key)}\n`).join('') : formatTable(keys.map(row)),
        );
      }),
    );
    sub('new', 'make a key and show it, this once')
      .argument('<role>', '`publishable` may send signals, `reading` may read results, `secret` may do everything')
      .requiredOption('--name <name>', 'where it is used')
      .action((role: string, options: Options & { name: string }) =>
        withRing(options, io, async (ring) => show(await ring.make(roleOf(role), options.name), options, io)),
      );
    sub('rotate', 'make the successor of a key; the old one counts beside it for a while')
      .argument('<id>', 'the id that `keys list` shows')
      .option('--keep <time>', 'how long the old one counts, such as 30m; 0s: no longer', '24h')
      .action((id: string, options: Options & { keep: string }) =>
        withRing(options, io, async (ring) =>
          show(await found(ring.rotate(id, await keepOf(options.keep)), id), options, io),
        ),
      );
    sub('revoke', 'end a key, everywhere within 2 seconds')
      .argument('<id>', 'the id that `keys list` shows')
      .action((id: string, options: Options) =>
        withRing(options, io, async (ring) => {
          const { role, name } = await found(ring.revoke(id), id);
          io.stdout.write(`revoked the ${role} key ${id}${name && ` (${name})`}\n`);
        }),
      );
  },
} satisfies CliCommand;

function withOptions(command: Command): Command {
  return engineOptions(command, 'console')
    .option('--local', 'ask no engine: change what is in Redis (KAIROS_REDIS_URL, or the data folder’s own)')
    .option('--json', 'answer with one JSON object a line');
}

async function withRing(options: Options, io: Io, run: (ring: KeyRing) => Promise<void>): Promise<void> {
  if (!options.local) return run(ringOver(options, io));
  const { openLocalRedis } = await import('../local-redis.ts');
  const { createKeyRing } = await import('../../engine/access/key-ring.ts');
  const redis = await openLocalRedis(io);
  try {
    await run(createKeyRing(redis.connect('api'), io.now));
  } catch (cause) {
    throw cause instanceof Error && cause.name === 'KeyRefused' ? new CliFailure(cause.message) : cause;
  } finally {
    await redis.close();
  }
}

/** The keys of a running engine, over its API. What it refuses is told in its words. */
function ringOver(options: Options, io: Io): KeyRing {
  const client = createApiClient(options, 'console', io);
  const at = (id: string) => `/v1/keys/${encodeURIComponent(id)}`;
  return {
    list: async () => (await client.get<{ keys: readonly KeyView[] }>('/v1/keys')).keys,
    make: (role, name) => client.send<MadeKey>('POST', '/v1/keys', { role, name }),
    rotate: (id, keepMs) =>
      client.send<MadeKey>('POST', `${at(id)}/rotate`, { keepSeconds: Math.ceil(keepMs / 1_000) }),
    revoke: async (id) => (await client.send<{ revoked: KeyView }>('DELETE', at(id))).revoked,
  };
}

function show(key: MadeKey, { json }: Options, io: Io): void {
  if (json) io.stdout.write(`${JSON.stringify(key)}\n`);
  else {
    io.stderr.write(`a ${key.role} key, id ${key.id}; shown this once:\n`);
    io.stdout.write(`${key.key}\n`);
  }
}

function row({ id, role, name, madeAt, usedAt, until }: KeyView) {
  const at = (ms: number | undefined) => (ms === undefined ? '' : `${new Date(ms).toISOString().slice(0, 16)}Z`);
  return { id, role, name, made: at(madeAt), 'last used': at(usedAt) || 'never', ends: at(until) };
}

function roleOf(text: string): KeyRole {
  const role = Object.hasOwn(ROLES, text) ? ROLES[text] : undefined;
  if (role) return role;
  throw new CliFailure(`expected the role \`publishable\`, \`reading\` or \`secret\`, got '${text}'`);
}

async function keepOf(text: string): Promise<number> {
  const { parseDuration } = await import('../../triggers/arguments/durations.ts');
  try {
    return text === '0s' ? 0 : parseDuration(text);
  } catch {
    throw new CliFailure(`--keep: expected a time such as 24h, 30m or 0s, got '${text}'`);
  }
}

async function found<T>(change: Promise<T | undefined>, id: string): Promise<T> {
  const done = await change;
  if (done === undefined) throw new CliFailure(`there is no key '${id}'; see: kairos keys list`);
  return done;
}
