import type { CheckReport, Published, PublishRequest, StoredDefinitions } from '../../engine/api/contract.ts';
import type { Document } from '../../engine/definitions/contract.ts';
import { InvalidDefinitions } from '../../triggers/contract.ts';
import { createApiClient, type EngineOptions, EngineRefused, engineOptions } from '../client.ts';
import { type CliCommand, CliFailure } from '../contract.ts';
import { countDocuments } from '../count-documents.ts';
import { changeLines, changesBetween } from '../document-changes.ts';
import { leftOutLines, lookLines } from '../look-lines.ts';
import { warningLines } from '../problem-lines.ts';

interface Options extends EngineOptions {
  readonly replace?: true;
  readonly yes?: true;
  readonly dryRun?: true;
  readonly note?: string;
  readonly json?: true;
}

/** Publishes a workspace folder. */
export default {
  name: 'push',
  summary: 'publish a workspace folder to a running engine, all or nothing',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('<folder>', 'holds workspace.yaml, places/, triggers/, templates/')
      .option('--replace', 'remove what the engine has and the folder has not; asks for --yes')
      .option('--yes', 'with --replace: yes, remove it')
      .option(
        '--dry-run',
        'only say what would be added (+), changed (~) and removed (-), what changed templates look like, and what is wrong',
      )
      .option('--note <text>', 'why, in a few words; kept with the versions')
      .option('--json', 'answer with one JSON object')
      .action(async (folder: string, options: Options) => {
        const client = createApiClient(options, 'console', io);
        const { readFolder } = await import('../../engine/definitions/folder.ts');
        const { documents, locate } = await readFolder(folder);
        const replace = options.replace ?? false;
        const request: PublishRequest = {
          documents: documents.map(asTyped),
          replace,
          ...(options.note && { note: options.note }),
        };
        if (options.dryRun || replace) {
          const { documents: stored } = await client.get<StoredDefinitions>('/v1/definitions');
          const changes = changesBetween(stored, documents, replace);
          if (options.dryRun) {
            const touched = new Set([...changes.added, ...changes.changed]);
            const isTouched = ({ kind, name }: { kind: string; name: string }) => touched.has(`${kind} ${name}`);
            // A check shows so many looks and no more: those that are asked about come first.
            const sorted = [...request.documents].sort((a, b) => Number(isTouched(b)) - Number(isTouched(a)));
            const asked = { ...request, documents: sorted };
            const { problems, warnings, ...looking } = await client.send<CheckReport>('POST', '/v1/check', asked);
            const { looks = [], looksLeftOut = 0 } = looking;
            const seen = looks.filter(({ template }) => isTouched({ kind: 'template', name: template }));
            // Where one is shown that was not touched, every one that was is shown.
            const left = seen.length < looks.length ? 0 : looksLeftOut;
            const lines = [...changeLines(changes), ...seen.flatMap(lookLines), ...leftOutLines(left)];
            const told = { ...changes, looks: seen, ...(left > 0 && { looksLeftOut: left }) };
            io.stdout.write(`${options.json ? JSON.stringify(told) : lines.join('\n')}\n`);
            if (!options.json) for (const line of warningLines(warnings.map(locate))) io.stderr.write(`${line}\n`);
            if (problems.length > 0) throw new InvalidDefinitions(problems.map(locate));
            return;
          }
          if (changes.removed.length > 0 && !options.yes) {
            io.stderr.write(`${changeLines(changes).join('\n')}\n`);
            throw new CliFailure(
              `${changes.removed.length} would be removed, nothing was published; --yes removes them`,
            );
          }
        }
        const { revision, warnings } = await client
          .send<Published>('POST', '/v1/publish', request)
          .catch((cause: unknown) => {
            const problems = cause instanceof EngineRefused ? (cause.answer.problems ?? []) : [];
            throw problems.length > 0 ? new InvalidDefinitions(problems.map(locate)) : cause;
          });
        const text = options.json
          ? JSON.stringify({ revision, documents: documents.length, warnings: warnings.map(locate) })
          : `published as revision ${revision}: ${countDocuments(documents)}`;
        io.stdout.write(`${text}\n`);
        if (!options.json) for (const line of warningLines(warnings.map(locate))) io.stderr.write(`${line}\n`);
      });
  },
} satisfies CliCommand;

/** A document as its text, which keeps the comments, where it has one. */
function asTyped({ body, ...document }: Document): PublishRequest['documents'][number] {
  return document.text === undefined ? { ...document, body } : document;
}
