import type { DeadLetter } from '../../engine/dispatch/contract.ts';
import { type Client, createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import { type CliCommand, CliFailure } from '../contract.ts';
import { formatTable } from '../table.ts';

interface Options extends EngineOptions {
  readonly channel?: string;
  readonly most: string;
  readonly requeue?: string | true;
  readonly discard?: string | true;
  readonly json?: true;
}

/** Looks at messages that failed for good. */
export default {
  name: 'dead-letters',
  summary: 'list messages that failed for good, send them again or throw them away',
  add(command, io) {
    engineOptions(command, 'console')
      .option('--channel <name>', 'only of this channel')
      .option('--most <n>', 'at most so many, from 1 to 1000', '100')
      .option('--requeue [id]', 'send this one again; without an id all that are listed')
      .option('--discard [id]', 'throw this one away; without an id all that are listed')
      .option('--json', 'answer with one JSON object a line')
      .action(async (options: Options) => {
        if (options.requeue !== undefined && options.discard !== undefined) {
          throw new CliFailure('expected either --requeue or --discard');
        }
        const client = createApiClient(options, 'console', io);
        const chosen = options.requeue ?? options.discard;
        const ids = typeof chosen === 'string' ? [chosen] : undefined;
        const letters = ids ? [] : await list(client, options);
        if (chosen === undefined) {
          const rows = letters.map((letter) => ({ ...letter, at: new Date(letter.at).toISOString() }));
          io.stdout.write(options.json ? letters.map((l) => `${JSON.stringify(l)}\n`).join('') : formatTable(rows));
          return;
        }
        const all = ids ?? letters.map(({ id }) => id);
        const { showProgress } = await import('../progress.ts');
        const progress = showProgress(io, 'dead letters', all.length, 'messages');
        for (const [i, id] of all.entries()) {
          const path = `/v1/dead-letters/${encodeURIComponent(id)}`;
          if (options.requeue !== undefined) await client.send('POST', `${path}/requeue`);
          else await client.send('DELETE', path);
          progress.update(i + 1);
        }
        progress.stop();
        io.stdout.write(`${all.length} ${options.requeue === undefined ? 'thrown away' : 'queued again'}\n`);
      });
  },
} satisfies CliCommand;

async function list(client: Client, { channel, most }: Options): Promise<readonly DeadLetter[]> {
  const search = new URLSearchParams({ most, ...(channel !== undefined && { channel }) });
  return (await client.get<{ letters: readonly DeadLetter[] }>(`/v1/dead-letters?${search}`)).letters;
}
