import type { StoredDefinitions } from '../../engine/api/contract.ts';
import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import type { CliCommand } from '../contract.ts';

/** Writes what is published into a folder. */
export default {
  name: 'pull',
  summary: 'write what a running engine has into a workspace folder',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('<folder>', 'is made when it is not there; files that say the same already keep their comments')
      .option('--prune', 'delete definition files of the folder that the engine does not have')
      .option('--json', 'answer with one JSON object')
      .action(async (folder: string, options: EngineOptions & { prune?: true; json?: true }) => {
        const client = createApiClient(options, 'console', io);
        const { documents } = await client.get<StoredDefinitions>('/v1/definitions');
        const { writeFolder } = await import('../../engine/definitions/folder.ts');
        const result = await writeFolder(folder, documents, { prune: options.prune ?? false });
        if (options.json) {
          io.stdout.write(`${JSON.stringify(result)}\n`);
          return;
        }
        const { written, unchanged, leftover } = result;
        io.stdout.write(`${written.length} files written, ${unchanged.length} already the same\n`);
        if (leftover.length === 0) return;
        const what = options.prune ? 'deleted' : 'only in the folder (--prune deletes them)';
        io.stdout.write(`${what}: ${leftover.join(', ')}\n`);
      });
  },
} satisfies CliCommand;
