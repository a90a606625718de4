import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import type { CliCommand } from '../contract.ts';

/** Asks for the token of a customer's in-app messages. */
export default {
  name: 'token',
  summary: 'show the token by which an app receives a customer’s in-app messages',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('<customer>', 'the customer’s id')
      .action(async (customer: string, options: EngineOptions) => {
        const path = `/v1/customers/${encodeURIComponent(customer)}/token`;
        const { token } = await createApiClient(options, 'console', io).send<{ token: string }>('POST', path);
        io.stdout.write(`${token}\n`);
      });
  },
} satisfies CliCommand;
