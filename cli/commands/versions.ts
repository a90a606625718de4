import type { Published, StoredDocumentView, VersionView } from '../../engine/api/contract.ts';
import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import { type CliCommand, CliFailure } from '../contract.ts';
import { formatTable } from '../table.ts';

interface Options extends EngineOptions {
  readonly show?: string;
  readonly restore?: string;
  readonly note?: string;
  readonly json?: true;
}

/** Looks at what a document was, and makes an earlier version live again. */
export default {
  name: 'versions',
  summary: 'the versions of a trigger, place, template or the workspace: list, show one, make one live again',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('<kind>', 'trigger, place, template or workspace')
      .argument('<name>', 'its name; that of the workspace is workspace')
      .option('--show <version>', 'write the text of this version')
      .option('--restore <version>', 'publish this version anew')
      .option('--note <text>', 'with --restore: why, in a few words')
      .option('--json', 'answer with JSON')
      .action(async (kind: string, name: string, options: Options) => {
        if (options.show !== undefined && options.restore !== undefined) {
          throw new CliFailure('expected either --show or --restore');
        }
        const client = createApiClient(options, 'console', io);
        const path = `/v1/versions/${encodeURIComponent(kind)}/${encodeURIComponent(name)}`;
        if (options.show !== undefined) {
          const { text, body } = await client.get<StoredDocumentView>(`${path}/${encodeURIComponent(options.show)}`);
          io.stdout.write(text ?? `${JSON.stringify(body, null, 2)}\n`);
          return;
        }
        if (options.restore !== undefined) {
          const body = options.note === undefined ? {} : { note: options.note };
          const restored = `${path}/${encodeURIComponent(options.restore)}/restore`;
          const { revision } = await client.send<Published>('POST', restored, body);
          io.stdout.write(`version ${options.restore} is live again, as version ${revision}\n`);
          return;
        }
        const { versions } = await client.get<{ versions: readonly VersionView[] }>(path);
        const rows = versions.map(({ version, is, author = '', note = '', publishedAt }) => ({
          ...{ version, is, author },
          at: publishedAt === undefined ? '' : new Date(publishedAt).toISOString(),
          note,
        }));
        io.stdout.write(options.json ? `${JSON.stringify(versions)}\n` : formatTable(rows));
      });
  },
} satisfies CliCommand;
