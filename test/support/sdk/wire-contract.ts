import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schemaOf } from '../../../engine/ingest/schema-route.ts';
import type { SignalKind } from '../../../triggers/signals/contract.ts';
import { loadSignalKinds } from '../../../triggers/vocabulary/signal-kinds.ts';
import { root } from '../sources.ts';
import { FRAMES } from './frames.ts';
import { makeNeighbourhoodVectors } from './neighbourhood-vectors.ts';

/** Where the contract is published. */
export const CONTRACT_FOLDER = join(root, 'sdk', 'contract');

/** The files of that name of each release, as paths below the folder: every later engine and client is held to them. */
export function releasedFiles(name: string): readonly string[] {
  const releases = readdirSync(join(CONTRACT_FOLDER, 'released'));
  return releases.map((version) => `released/${version}/${name}`);
}

/** One request, and what becomes of each of its signals; any engine from this release on says the same. */
export interface Vector {
  readonly name: string;
  readonly signal: Readonly<Record<string, unknown>>;
  readonly verdict: 'accepted' | 'rejected';
}

/** Makes the published files of the wire contract, by name, from what the engine itself goes by. */
export async function makeContract(): Promise<Readonly<Record<string, string>>> {
  const kinds = await loadSignalKinds();
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const schema = schemaOf(kinds);
  return {
    'signals.schema.json': textOf(schema),
    'asyncapi.json': textOf(asyncApi(version, schema)),
    'vectors.json': textOf({ version, vectors: [...kinds.values()].flatMap(vectorsOf) }),
    'neighbourhoods.json': textOf(makeNeighbourhoodVectors()),
  };
}

function textOf(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Of messages those that a publishable key may tell are vectors: the others depend on the key. */
function vectorsOf({ name, about, examples, secretFault }: SignalKind): readonly Vector[] {
  return examples
    .filter(({ value }) => !secretFault?.(value as Readonly<Record<string, unknown>>))
    .map(({ value, ok }, at) => ({
      name: `${name} ${at + 1}`,
      signal: { id: `vector-${name}-${at + 1}`, kind: name, ...(about === 'customer' && { customer: 'anna' }), value },
      verdict: ok ? 'accepted' : 'rejected',
    }));
}

/** The stream, in AsyncAPI 3: what an app sends, and what the engine sends. */
function asyncApi(version: string, schema: object): object {
  const { $schema: _, ...signal } = schema as Readonly<Record<string, unknown>>;
  const messages = {
    signal: { summary: 'One fact.', payload: { $ref: '#/components/schemas/signal' } },
    signals: {
      summary: 'Some facts, of which each has its own verdict.',
      payload: {
        type: 'object',
        properties: { signals: { type: 'array', items: { $ref: '#/components/schemas/signal' }, maxItems: 1_000 } },
        required: ['signals'],
      },
    },
    ...FRAMES,
  };
  const named = (names: readonly string[]) => names.map((name) => ({ $ref: `#/channels/stream/messages/${name}` }));
  const fromEngine = Object.keys(FRAMES).filter((name) => FRAMES[name]!.isFromEngine);
  const fromApp = Object.keys(messages).filter((name) => !fromEngine.includes(name));
  return {
    asyncapi: '3.0.0',
    info: { title: 'The stream of Kairos', version, description: 'Signals up; acknowledgements and messages down.' },
    servers: { edge: { host: 'signals.example', protocol: 'wss' } },
    channels: {
      stream: {
        address: '/v1/stream',
        messages: Object.fromEntries(
          Object.entries(messages).map(([name, { summary, payload }]) => [name, { name, summary, payload }]),
        ),
      },
    },
    operations: {
      tell: { action: 'send', channel: { $ref: '#/channels/stream' }, messages: named(fromApp) },
      hear: { action: 'receive', channel: { $ref: '#/channels/stream' }, messages: named(fromEngine) },
    },
    components: { schemas: { signal } },
  };
}
