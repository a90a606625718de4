import type { Log } from '../../engine/contract.ts';
import { type CliCommand, CliFailure } from '../contract.ts';

/** Makes a data folder of a backup. */
export default {
  name: 'restore',
  summary: 'make a new data folder (KAIROS_DATA_DIR) of a backup; then start the engine on it',
  add(command, io) {
    command.argument('<folder>', 'what `kairos backup` made').action(async (folder: string) => {
      const { loadEngineSettings } = await import('../../engine/load-settings.ts');
      const { restoreBackup } = await import('../../engine/backup/restore.ts');
      const settings = await loadEngineSettings(io.env);
      const say = (message: string) => void io.stderr.write(`kairos: ${message}\n`);
      const log: Log = { info: () => undefined, warn: say, error: say };
      const { at } = await restoreBackup(settings, folder, log).catch((cause: unknown) => {
        throw cause instanceof Error && cause.name === 'BackupRefused' ? new CliFailure(cause.message) : cause;
      });
      io.stdout.write(`${settings.dataDir} is as of ${new Date(at).toISOString()}: start the engine on it\n`);
    });
  },
} satisfies CliCommand;
