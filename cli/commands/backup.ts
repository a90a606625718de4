import type { Backup } from '../../engine/backup/contract.ts';
import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import { type CliCommand, CliFailure } from '../contract.ts';

/** Backs up a running engine that has private stores, into a folder of this machine. */
export default {
  name: 'backup',
  summary: 'back up a running engine with private stores into a new folder of its machine',
  add(command, io) {
    engineOptions(command.argument('<folder>', 'a folder that is not there yet'), 'console').action(
      async (folder: string, options: EngineOptions) => {
        const { existsSync } = await import('node:fs');
        const { moveFolder } = await import('../move-folder.ts');
        if (existsSync(folder)) throw new CliFailure(`${folder} is there already: name a new folder`);
        const { path, at } = await createApiClient(options, 'console', io).send<Backup>('POST', '/v1/backups');
        if (!existsSync(path))
          throw new CliFailure(`the backup is made, in ${path} on the engine’s machine: fetch it there`);
        await moveFolder(path, folder);
        io.stdout.write(`everything acknowledged before ${new Date(at).toISOString()} is in ${folder}\n`);
      },
    );
  },
} satisfies CliCommand;
