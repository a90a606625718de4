import type { Command } from 'commander';
import type { People, PersonView, Role } from '../../engine/people/contract.ts';
import { type CliCommand, CliFailure, type Io } from '../contract.ts';
import { formatTable } from '../table.ts';

/**
 * Looks after people at Redis itself: no engine and no key is needed, so that nobody is ever locked out of the console.
 */
export default {
  name: 'user',
  summary: 'who may sign in to the console: list, add, change, reset a password, remove; on the server itself',
  add(command, io) {
    const sub = (name: string, summary: string) => command.command(name).summary(summary).description(summary);
    sub('list', 'everybody who may sign in').action(() =>
      withPeople(io, async (people) => void io.stdout.write(formatTable((await people.list()).map(row)))),
    );
    withWork(sub('add', 'add somebody, and show the link that signs them in once').argument('<name>')).action(
      (name: string, { role, publishes = false }: Work) =>
        withPeople(io, async (people) => {
          await people.add(name, await rolesOf(role), publishes);
          showLink(name, await people.linkFor(name), io);
        }),
    );
    withWork(sub('change', 'change what somebody may do').argument('<name>')).action(
      (name: string, { role, publishes = false }: Work) =>
        withPeople(io, async (people) => {
          const person = await people.change(name, await rolesOf(role), publishes);
          io.stdout.write(formatTable([row(person)]));
        }),
    );
    sub('reset', 'show a link that signs somebody in once and lets them choose a new password')
      .argument('<name>')
      .action((name: string) => withPeople(io, async (people) => showLink(name, await people.linkFor(name), io)));
    sub('remove', 'remove somebody; they are signed out at once')
      .argument('<name>')
      .action((name: string) =>
        withPeople(io, async (people) => {
          if (!(await people.remove(name))) throw nobody(name);
          io.stdout.write(`removed ${name}\n`);
        }),
      );
  },
} satisfies CliCommand;

interface Work {
  readonly role: readonly string[];
  readonly publishes?: boolean;
}

function withWork(command: Command): Command {
  return command
    .requiredOption(
      '--role <role>',
      'marketer, analyst, agent, operator or admin; may be given several times',
      collect,
      [],
    )
    .option('--publishes', 'may publish what they write');
}

function collect(role: string, before: readonly string[]): readonly string[] {
  return [...before, role];
}

async function withPeople(io: Io, run: (people: People) => Promise<void>): Promise<void> {
  const { openLocalRedis } = await import('../local-redis.ts');
  const { createPeople } = await import('../../engine/people/people.ts');
  const redis = await openLocalRedis(io);
  try {
    await run(createPeople(redis.connect('api'), io.now));
  } catch (cause) {
    throw cause instanceof Error && cause.name === 'PersonRefused' ? new CliFailure(cause.message) : cause;
  } finally {
    await redis.close();
  }
}

async function rolesOf(names: readonly string[]): Promise<readonly Role[]> {
  const { ROLES } = await import('../../engine/people/contract.ts');
  return names.map((name) => {
    const role = ROLES.find((one) => one === name);
    if (!role) throw new CliFailure(`--role: expected one of ${ROLES.join(', ')}, got '${name}'`);
    return role;
  });
}

function showLink(name: string, token: string | undefined, io: Io): void {
  if (token === undefined) throw nobody(name);
  const base = io.env.KAIROS_CONSOLE_URL ?? `http://localhost:${io.env.KAIROS_CONSOLE_PORT ?? '8421'}`;
  io.stderr.write(`signs ${name} in, once, within a day:\n`);
  io.stdout.write(`${base}/login?once=${token}\n`);
}

function nobody(name: string): CliFailure {
  return new CliFailure(`there is nobody called '${name}'; see: kairos user list`);
}

function row({ name, roles, publishes, seenAt, hasPassword }: PersonView) {
  return {
    name,
    roles: roles.join(', '),
    publishes: publishes || roles.includes('admin') ? 'yes' : 'no',
    password: hasPassword ? 'yes' : 'no',
    'last signed in': seenAt === undefined ? 'never' : `${new Date(seenAt).toISOString().slice(0, 16)}Z`,
  };
}
