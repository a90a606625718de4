import { InvalidDefinitions } from '../../../triggers/contract.ts';
import type { Published, PublishRequest } from '../../api/contract.ts';
import { readFolder } from '../../definitions/folder.ts';
import { type EngineOptions, EngineRefused, engineOptions, openClient } from '../client.ts';
import type { CliCommand } from '../contract.ts';
import { countDocuments } from '../count-documents.ts';
import { warningLines } from '../problem-lines.ts';

/** Publishes a workspace folder. */
export default {
  name: 'push',
  summary: 'publish a workspace folder to a running engine, all or nothing',
  add(command, io) {
    engineOptions(command, 'console')
      .argument('<folder>', 'holds workspace.yaml, places/, triggers/, templates/')
      .option('--replace', 'remove what the engine has and the folder has not')
      .option('--json', 'answer with one JSON object')
      .action(async (folder: string, options: EngineOptions & { replace?: true; json?: true }) => {
        const client = openClient(options, 'console', io);
        const { documents, locate } = await readFolder(folder);
        const request: PublishRequest = { documents, replace: options.replace ?? false };
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
