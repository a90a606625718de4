import type { CustomerExplanation, SignalExplanation } from '../../engine/studies/contract.ts';
import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import type { CliCommand } from '../contract.ts';
import { explanationLines, signalExplanationLines } from '../explanation-lines.ts';
import type { StoryRow } from '../story-lines.ts';

interface Options extends EngineOptions {
  readonly trigger?: string;
  readonly signal?: string;
  readonly json?: true;
}

const NOTHING: { readonly rows: readonly StoryRow[] } = { rows: [] };

/** Tells why a customer gets a message, or none; now, or at a signal of theirs. */
export default {
  name: 'explain',
  summary: 'tell why a customer would get a message now, or why they got none at a signal',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('<customer>', 'the customer’s id')
      .option('--trigger <name>', 'only this trigger, as a tree of conditions and gates')
      .option('--signal <id>', 'what became of this signal of theirs, with the values of then; or last')
      .option('--json', 'answer with one JSON object')
      .action(async (customer: string, options: Options) => {
        const { trigger, signal, json } = options;
        const search = new URLSearchParams(trigger === undefined ? {} : { trigger });
        const path = `/v1/customers/${encodeURIComponent(customer)}`;
        const client = createApiClient(options, 'console', io);
        const print = <T>(explanation: T, lines: (explanation: T, isWhole: boolean) => readonly string[]) => {
          const text = json ? JSON.stringify(explanation) : lines(explanation, trigger !== undefined).join('\n');
          io.stdout.write(`${text}\n`);
        };
        if (signal === undefined) {
          const explanation = await client.get<CustomerExplanation>(`${path}/explain?${search}`);
          const isShort = trigger === undefined && !json;
          const { rows } = isShort
            ? await client.get<{ rows: readonly StoryRow[] }>(`${path}/story?most=500`)
            : NOTHING;
          print(explanation, (one, isWhole) => explanationLines(one, isWhole, rows));
          return;
        }
        const of = `${path}/signals/${encodeURIComponent(signal)}/explain?${search}`;
        print(await client.get<SignalExplanation>(of), signalExplanationLines);
      });
  },
} satisfies CliCommand;
