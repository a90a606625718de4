import type { CliCommand } from '../contract.ts';

/** Runs the engine until it is stopped. */
export default {
  name: 'start',
  summary: 'run the engine; it is set up by KAIROS_ environment variables',
  add(command, io) {
    command.action(async () => {
      const { loadSettings } = await import('../../config/settings.ts');
      const settings = loadSettings(io.env);
      const { startEngine } = await import('../../engine/main.ts');
      await startEngine(settings);
    });
  },
} satisfies CliCommand;
