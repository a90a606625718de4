import type { CustomerView } from '../../engine/api/contract.ts';
import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import type { CliCommand } from '../contract.ts';
import { type StoryRow, storyLines } from '../story-lines.ts';

interface Options extends EngineOptions {
  readonly most: string;
  readonly content?: true;
  readonly json?: true;
}

/** Tells what happened to a customer. */
export default {
  name: 'story',
  summary: 'tell what happened to a customer, in order: signals, decisions, gates, deliveries, receipts',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('<customer>', 'the customer’s id')
      .option('--most <n>', 'how many steps at most, the newest', '200')
      .option('--content', 'what was sent, whole')
      .option('--json', 'answer with one JSON object a step')
      .action(async (customer: string, options: Options) => {
        const client = createApiClient(options, 'console', io);
        const path = `/v1/customers/${encodeURIComponent(customer)}`;
        const search = new URLSearchParams({ most: options.most });
        const { rows, of } = await client.get<{ rows: readonly StoryRow[]; of: number }>(`${path}/story?${search}`);
        if (options.json) {
          io.stdout.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
          return;
        }
        const { zone } = await client.get<CustomerView>(path);
        io.stdout.write(`${storyLines(customer, zone, rows, options.content).join('\n')}\n`);
        if (rows.length < of)
          io.stderr.write(`the newest ${rows.length} of ${of} steps are shown; --most shows more\n`);
      });
  },
} satisfies CliCommand;
