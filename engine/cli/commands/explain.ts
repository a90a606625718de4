import type { CustomerExplanation } from '../../api/contract.ts';
import { type EngineOptions, engineOptions, openClient } from '../client.ts';
import type { CliCommand } from '../contract.ts';
import { explanationLines } from '../explanation-lines.ts';

interface Options extends EngineOptions {
  readonly trigger?: string;
  readonly json?: true;
}

/** Tells why a customer gets a message, or none. */
export default {
  name: 'explain',
  summary: 'tell why a customer would get a message now, or why not',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('<customer>', 'the customer’s id')
      .option('--trigger <name>', 'only this trigger')
      .option('--json', 'answer with one JSON object')
      .action(async (customer: string, options: Options) => {
        const search = new URLSearchParams(options.trigger === undefined ? {} : { trigger: options.trigger });
        const path = `/v1/customers/${encodeURIComponent(customer)}/explain?${search}`;
        const explanation = await openClient(options, 'console', io).get<CustomerExplanation>(path);
        const text = options.json ? JSON.stringify(explanation) : explanationLines(explanation).join('\n');
        io.stdout.write(`${text}\n`);
      });
  },
} satisfies CliCommand;
