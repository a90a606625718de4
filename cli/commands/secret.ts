import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import { type CliCommand, CliFailure } from '../contract.ts';
import { readAllInput } from '../read-input.ts';
import { formatTable } from '../table.ts';

interface SecretRow {
  readonly name: string;
  readonly changedAt: number;
  readonly key: string;
  readonly isReadable: boolean;
  readonly isUsed: boolean;
}

/** Looks after the passwords and keys of providers. */
export default {
  name: 'secret',
  summary: 'set, list, remove and rotate the passwords of providers that definitions name',
  add(command, io) {
    const sub = (name: string, summary: string) =>
      engineOptions(command.command(name).summary(summary).description(summary), 'console');
    const at = (name: string) => `/v1/secrets/${encodeURIComponent(name)}`;
    sub('list', 'the secrets there are, and never their values').action(async (options: EngineOptions) => {
      const client = createApiClient(options, 'console', io);
      const { secrets } = await client.get<{ secrets: readonly SecretRow[] }>('/v1/secrets');
      io.stdout.write(formatTable(secrets.map(rowOf)));
    });
    sub('set', 'set a secret; its value is read from the standard input')
      .argument('<name>', 'what definitions call it: { secret: NAME }')
      .action(async (name: string, options: EngineOptions) => {
        const value = (await readAllInput(io)).replace(/\r?\n$/, '');
        if (value === '')
          throw new CliFailure(`its value is read from the standard input: … | kairos secret set ${name}`);
        await createApiClient(options, 'console', io).send('PUT', at(name), { value });
        io.stdout.write(`secret ${name} is set\n`);
      });
    sub('remove', 'remove a secret that no provider needs')
      .argument('<name>')
      .action(async (name: string, options: EngineOptions) => {
        await createApiClient(options, 'console', io).send('DELETE', at(name));
        io.stdout.write(`secret ${name} is removed\n`);
      });
    sub('rotate', 'seal all secrets with the first key of KAIROS_SEALING_KEY').action(
      async (options: EngineOptions) => {
        const client = createApiClient(options, 'console', io);
        const { resealed } = await client.send<{ resealed: number }>('POST', '/v1/secrets/rotate');
        io.stdout.write(`${resealed} secrets were sealed with the newest key\n`);
      },
    );
  },
} satisfies CliCommand;

function rowOf({ name, changedAt, key, isReadable, isUsed }: SecretRow) {
  return {
    name,
    set: `${new Date(changedAt).toISOString().slice(0, 16)}Z`,
    'sealed by': isReadable ? key : `${key} (not known here)`,
    used: isUsed ? 'yes' : 'no',
  };
}
