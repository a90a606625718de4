import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { InvalidDefinitions } from '../../triggers/contract.ts';
import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import { type CliCommand, CliFailure } from '../contract.ts';
import { toSendLine } from '../look-lines.ts';

interface Options extends EngineOptions {
  readonly customer?: string;
  readonly place?: string;
  readonly locale?: string;
  readonly context: readonly string[];
  readonly json?: true;
}

type Filled =
  | { readonly message: Readonly<Record<string, string>>; readonly segments?: string; readonly cost?: string }
  | { readonly failed: string; readonly missing: readonly string[] };

/** Shows what a template makes of a customer's context, or of a made-up one, on each of its channels. */
export default {
  name: 'preview',
  summary: 'show what a template makes of a customer, real or made up, on each channel; nothing is sent',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('<template>', 'the name of a template that is live, or a draft in a file (.yaml, .json)')
      .option('--customer <id>', 'whose context it is filled from; without it a made-up one')
      .option(
        '--context <name=value...>',
        'values that are put over it, such as customer.firstName=Ada cart.value=40',
        [],
      )
      .option('--place <id>', 'the place that the message is about')
      .option('--locale <locale>', 'in this language instead of the customer’s')
      .option('--json', 'answer with one JSON object')
      .action(async (template: string, { context, json, customer, place, locale, ...engine }: Options) => {
        const client = createApiClient(engine, 'console', io);
        const body = {
          template: isFile(template) ? await readTemplate(template) : template,
          context: Object.fromEntries(context.map(splitPair)),
          ...(customer !== undefined && { customer }),
          ...(place !== undefined && { place }),
          ...(locale !== undefined && { locale }),
        };
        const { channels } = await client.send<{ channels: Record<string, Filled> }>('POST', '/v1/preview', body);
        const lines = Object.entries(channels).flatMap(([channel, filled]) => [
          ...['', `${toSendLine(channel, 'message' in filled ? filled : {})}:`],
          ...linesOf(filled),
        ]);
        io.stdout.write(json ? `${JSON.stringify({ channels })}\n` : `${lines.slice(1).join('\n')}\n`);
        const failed = Object.values(channels).filter((filled) => 'failed' in filled).length;
        if (failed > 0) throw new CliFailure(`${failed} of ${Object.keys(channels).length} channels cannot be filled`);
      });
  },
} satisfies CliCommand;

function linesOf(filled: Filled): readonly string[] {
  if ('failed' in filled) {
    const { failed, missing } = filled;
    return [`  cannot be filled: ${failed}`, ...(missing.length > 0 ? [`  missing: ${missing.join(', ')}`] : [])];
  }
  return Object.entries(filled.message).flatMap(([slot, text]) => {
    const lines = text.split('\n');
    return lines.length === 1 ? [`  ${slot}: ${text}`] : [`  ${slot}:`, ...lines.map((line) => `    ${line}`)];
  });
}

function isFile(template: string): boolean {
  return /\.(ya?ml|json)$/i.test(template);
}

async function readTemplate(file: string): Promise<unknown> {
  const { parseFile } = await import('../../engine/definitions/file.ts');
  const { documents, problems } = parseFile(`templates/${basename(file)}`, await readFile(file, 'utf8'));
  if (problems.length > 0) throw new InvalidDefinitions(problems.map((problem) => ({ ...problem, source: file })));
  const [first] = documents;
  if (first && documents.length === 1) return first.body;
  throw new CliFailure(`${file}: expected one template in the file`);
}

/** `cart.value=40` as a name and a number; what is no JSON is a text. */
function splitPair(pair: string): [string, unknown] {
  const at = pair.indexOf('=');
  if (at < 1) throw new CliFailure(`--context: expected name=value, got '${pair}'`);
  const text = pair.slice(at + 1);
  try {
    return [pair.slice(0, at), JSON.parse(text) as unknown];
  } catch {
    return [pair.slice(0, at), text];
  }
}
