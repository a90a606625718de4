import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import type { CliCommand } from '../contract.ts';

/** Asks for a token of a customer, for in-app messages or for the debug view. */
export default {
  name: 'token',
  summary: 'show the token by which an app receives a customer’s in-app messages',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('<customer>', 'the customer’s id')
      .option('--debug', 'one for 15 minutes, by which an app shows what becomes of the customer’s signals')
      .action(async (customer: string, { debug, ...options }: EngineOptions & { readonly debug?: true }) => {
        const path = `/v1/customers/${encodeURIComponent(customer)}/${debug ? 'debug-token' : 'token'}`;
        const api = createApiClient(options, 'console', io);
        const { token } = await api.send<{ token: string }>('POST', path, debug ? {} : undefined);
        io.stdout.write(`${token}\n`);
      });
  },
} satisfies CliCommand;
