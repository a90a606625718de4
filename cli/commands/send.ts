import type { IngestReply, SignalInput } from '../../sdk/protocol.ts';
import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import { type CliCommand, CliFailure } from '../contract.ts';

interface Options extends EngineOptions {
  readonly customer?: string;
  readonly value?: string;
  readonly at?: string;
  readonly id?: string;
  readonly json?: true;
}

/** Sends one signal. */
export default {
  name: 'send',
  summary: 'send one signal to a running engine',
  add(command, io) {
    engineOptions(command, 'ingest')
      .argument('<kind>', 'the name of a signal kind, such as location')
      .option('--customer <id>', 'whom it is about')
      .option('--value <json>', 'what it says, such as \'{"lat":52.5,"lon":13.4}\'')
      .option('--at <time>', 'when it was true: ISO 8601 or milliseconds since 1970 (default: now)')
      .option('--id <id>', 'its id; a repeat of one is refused as a duplicate')
      .option('--json', 'answer with one JSON object')
      .action(async (kind: string, options: Options) => {
        const client = createApiClient(options, 'ingest', io);
        const signal: SignalInput = {
          kind,
          ...(options.customer !== undefined && { customer: options.customer }),
          ...(options.at !== undefined && { at: /^\d+$/.test(options.at) ? Number(options.at) : options.at }),
          ...(options.id !== undefined && { id: options.id }),
          ...(options.value !== undefined && { value: await parseValue(options.value) }),
        };
        const reply = await client.send<IngestReply>('POST', '/v1/signals', signal);
        const [rejection] = reply.rejected;
        if (rejection) throw new CliFailure(`the signal was refused: ${rejection.reason}`);
        const said = reply.duplicates > 0 ? 'a duplicate, nothing changed' : 'accepted';
        io.stdout.write(`${options.json ? JSON.stringify(reply) : said}\n`);
      });
  },
} satisfies CliCommand;

async function parseValue(text: string): Promise<Readonly<Record<string, unknown>>> {
  const { parseExactly } = await import('../../engine/ingest/exact-numbers.ts');
  try {
    const value: unknown = parseExactly(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // said below
  }
  throw new CliFailure(`--value: expected a JSON object such as '{"lat":52.5,"lon":13.4}', got '${text.slice(0, 80)}'`);
}
