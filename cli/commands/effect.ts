import type { EffectAnswer } from '../../engine/api/contract.ts';
import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import type { CliCommand } from '../contract.ts';
import { effectLines, effectSentence } from '../effect-lines.ts';

const PARAMETERS = ['from', 'zone', 'days', 'goal', 'worthwhile'] as const;

interface Options extends EngineOptions, Readonly<Partial<Record<(typeof PARAMETERS)[number], string>>> {
  readonly json?: true;
}

/** Tells what a trigger caused, or all of them. */
export default {
  name: 'effect',
  summary: 'tell what a trigger caused, or all of them: message group against control group',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('[trigger]', 'the trigger’s name; absent: all together, against the control group of all')
      .option(
        '--from <time>',
        'where the period begins (default: the first exposure since the control group is as it is)',
      )
      .option('--days <n>', 'another length than `measure-for` plans: the numbers, and no verdict')
      .option('--goal <name>', 'one of its goals or guard rails (default: the primary goal)')
      .option('--worthwhile <share>', 'the relative difference that is worth knowing (default: 0.1)')
      .option('--zone <zone>', 'the clock that dates are read on (default: the workspace’s)')
      .option('--json', 'answer with the sentence and all figures as one JSON object')
      .action(async (trigger: string | undefined, options: Options) => {
        const given = PARAMETERS.flatMap((key): [string, string][] =>
          options[key] === undefined ? [] : [[key, options[key]]],
        );
        const of = trigger === undefined ? '' : `/${encodeURIComponent(trigger)}`;
        const path = `/v1/effect${of}?${new URLSearchParams(given)}`;
        const answer = await createApiClient(options, 'console', io).get<EffectAnswer>(path);
        const sentence = effectSentence(answer);
        io.stdout.write(
          options.json ? `${JSON.stringify({ sentence, ...answer })}\n` : `${sentence}\n\n${effectLines(answer)}`,
        );
      });
  },
} satisfies CliCommand;
