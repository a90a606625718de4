import type { CliCommand } from '../contract.ts';

/** Runs the engine until it is stopped. */
export default {
  name: 'start',
  summary: 'run the engine; it is set up by KAIROS_ environment variables',
  add(command, io) {
    command
      // What it says is read before a command is loaded; see cli/bundle.mjs.
      .option('--bundled', 'start in less time, from the bundle, for what runs briefly')
      .action(async () => {
        const { loadEngineSettings } = await import('../../engine/load-settings.ts');
        const settings = await loadEngineSettings(io.env);
        const { startEngine } = await import('../../engine/main.ts');
        await startEngine(settings);
      });
  },
} satisfies CliCommand;
