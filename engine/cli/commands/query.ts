import { type EngineOptions, engineOptions, openClient } from '../client.ts';
import { type CliCommand, CliFailure } from '../contract.ts';
import { formatTable } from '../table.ts';

type Row = Readonly<Record<string, unknown>>;
interface Options extends EngineOptions {
  readonly param: readonly string[];
  readonly json?: true;
}

/** Asks one of the analyst's questions, or lists them. */
export default {
  name: 'query',
  summary: 'ask one of the analyst’s questions; without a name, list them',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('[name]', 'which question')
      .option('--param <name=value>', 'a parameter of it; may be repeated', collect, [])
      .option('--json', 'answer with one JSON object a row')
      .action(async (name: string | undefined, options: Options) => {
        const client = openClient(options, 'console', io);
        const rows = name === undefined ? await list(client.get) : await ask(client.get, name, options.param);
        const text = options.json ? rows.map((row) => `${JSON.stringify(row)}\n`).join('') : formatTable(rows);
        io.stdout.write(text);
      });
  },
} satisfies CliCommand;

type Get = <T>(path: string) => Promise<T>;

async function list(get: Get): Promise<readonly Row[]> {
  return (await get<{ queries: readonly Row[] }>('/v1/queries')).queries;
}

async function ask(get: Get, name: string, params: readonly string[]): Promise<readonly Row[]> {
  const search = new URLSearchParams(params.map(split));
  return (await get<{ rows: readonly Row[] }>(`/v1/queries/${encodeURIComponent(name)}?${search}`)).rows;
}

function split(param: string): [string, string] {
  const at = param.indexOf('=');
  if (at < 1) throw new CliFailure(`--param: expected name=value, got '${param}'`);
  return [param.slice(0, at), param.slice(at + 1)];
}

function collect(param: string, before: readonly string[]): readonly string[] {
  return [...before, param];
}
