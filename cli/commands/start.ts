import type { CliCommand } from '../contract.ts';

/** Runs the engine until it is stopped. */
export default {
  name: 'start',
  summary: 'run the engine; it is set up by KAIROS_ environment variables',
  add(command, io) {
    command.action(async () => {
      const { loadEngineSettings } = await import('../../engine/load-settings.ts');
      const settings = await loadEngineSettings(io.env);
      const { startEngine } = await import('../../engine/main.ts');
      await startEngine(settings);
    });
  },
} satisfies CliCommand;
