import type { PausesView, PauseView } from '../../engine/api/contract.ts';
import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import type { CliCommand } from '../contract.ts';
import { formatTable } from '../table.ts';

interface Options extends EngineOptions {
  readonly reason?: string;
  readonly json?: true;
}

/** Stops what is sent. */
export default {
  name: 'pause',
  summary: 'send nothing of a trigger, of a channel or at all until `kairos resume`; without a name: what is paused',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('[what]', 'all, trigger:NAME or channel:NAME')
      .option('--reason <text>', 'why, for everybody who wonders')
      .option('--json', 'answer with JSON')
      .action(async (what: string | undefined, options: Options) => {
        const client = createApiClient(options, 'console', io);
        if (what === undefined) {
          const { pauses } = await client.get<PausesView>('/v1/pauses');
          const rows = pauses.map(({ at, ...pause }) => ({ ...pause, at: new Date(at).toISOString() }));
          io.stdout.write(options.json ? `${JSON.stringify(pauses)}\n` : formatTable(rows));
          return;
        }
        const path = `/v1/pauses/${encodeURIComponent(what)}`;
        const pause = await client.send<PauseView>('PUT', path, { reason: options.reason ?? '' });
        const since = `since ${new Date(pause.at).toISOString()} by ${pause.author}`;
        io.stdout.write(options.json ? `${JSON.stringify(pause)}\n` : `${what} is paused ${since}\n`);
      });
  },
} satisfies CliCommand;
