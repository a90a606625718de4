import { ASSUMPTIONS } from '../../engine/studies/contract.ts';
import { engineOptions } from '../client.ts';
import { type CliCommand, CliFailure } from '../contract.ts';
import type { BackTestOptions } from '../run-back-test.ts';

/** Tries a trigger on what was recorded, before it is live. */
export default {
  name: 'back-test',
  summary: 'try a trigger on recorded signals: who, when, how often, what would hold it back, what it overlaps with',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('<trigger>', 'a draft in a file (.yaml, .json), or the name of a trigger')
      .option('--signals <file>', 'test on a file (.ndjson, .csv, .gpx), without an engine')
      .option('--workspace <folder>', 'with --signals: the workspace it lives in (default: the one around the draft)')
      .option('--customer <id>', 'with --signals: whom it is about, where the file does not say')
      .option('--last <time>', 'on the signals that an engine keeps: how far back, such as 7d (default: 24h)')
      .option('--from <time>', 'the same, from this day or time on, such as 2026-11-20 or 2026-11-20T18:00')
      .option('--to <time>', 'the same, until this time, or to the end of this day (default: the engine’s now)')
      .option('--assume <what>', `take for granted where nothing is known: ${ASSUMPTIONS.join(',')}`, '')
      .option('--window <time>', 'how near a message of another trigger counts as overlap (default: 24h)')
      .option('--most-customers <n>', 'with --signals: customers to keep in memory', '100000')
      .option('--json', 'answer with one JSON object')
      .action(async (trigger: string, options: BackTestOptions) => {
        const { runBackTestCommand } = await import('../run-back-test.ts');
        const report = await runBackTestCommand(trigger, options, io);
        const { backTestLines } = await import('../back-test-lines.ts');
        io.stdout.write(options.json ? `${JSON.stringify(report)}\n` : `${backTestLines(report).join('\n')}\n`);
        if (io.interrupted.aborted) throw new CliFailure('stopped before the end of the recording');
      });
  },
} satisfies CliCommand;
