import type { Walk } from './contract.ts';

/** A route of the management API, and the command that asks it. */
export default {
  name: 'route',
  files: {
    'engine/api/routes/kinds.ts': `import * as z from 'zod';
import type { RouteGroup } from '../route-group.ts';

const channel = z.object({ name: z.string(), provider: z.string(), slots: z.array(z.string()).readonly() });

/** The channels that messages can go by. */
export default {
  name: 'kinds',
  summary: 'The channels that messages can go by.',
  register(app, { language }) {
    app.get(
      '/v1/kinds',
      {
        schema: {
          summary: 'Every channel, with its default provider and its slots.',
          response: { 200: z.object({ channels: z.array(channel).readonly() }) },
        },
      },
      async () => ({
        channels: [...language.channels.values()].map(({ name, defaultProvider, slots }) => ({
          name,
          provider: defaultProvider,
          slots: Object.keys(slots),
        })),
      }),
    );
  },
} satisfies RouteGroup;
`,
    'cli/commands/kinds.ts': `import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import type { CliCommand } from '../contract.ts';
import { formatTable } from '../table.ts';

interface Channel {
  readonly name: string;
  readonly provider: string;
  readonly slots: readonly string[];
}

/** Lists the channels. */
export default {
  name: 'kinds',
  summary: 'list the channels, with their providers and slots',
  add(command, io) {
    engineOptions(command, 'console').action(async (options: EngineOptions) => {
      const client = createApiClient(options, 'console', io);
      const { channels } = await client.get<{ channels: readonly Channel[] }>('/v1/kinds');
      io.stdout.write(formatTable(channels.map((one) => ({ ...one, slots: one.slots.join(', ') }))));
    });
  },
} satisfies CliCommand;
`,
  },
  tests: ['engine/api/api.test.ts', 'cli/main.test.ts'],
  only: 'every route|as a process',
} satisfies Walk;
