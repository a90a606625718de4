import type { PauseView } from '../../engine/api/contract.ts';
import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import type { CliCommand } from '../contract.ts';

/** Lets go on what was paused. */
export default {
  name: 'resume',
  summary: 'end a pause: what waits in queues leaves, unless it has expired',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('<what>', 'all, trigger:NAME or channel:NAME')
      .action(async (what: string, options: EngineOptions) => {
        const client = createApiClient(options, 'console', io);
        await client.send<PauseView>('DELETE', `/v1/pauses/${encodeURIComponent(what)}`);
        io.stdout.write(`${what} goes on\n`);
      });
  },
} satisfies CliCommand;
