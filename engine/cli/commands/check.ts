import { InvalidDefinitions } from '../../../triggers/contract.ts';
import { readFolder } from '../../definitions/folder.ts';
import { type CliCommand, CliFailure } from '../contract.ts';
import { countDocuments } from '../count-documents.ts';
import { problemLines } from '../problem-lines.ts';

/** Checks a workspace folder without an engine. */
export default {
  name: 'check',
  summary: 'check a workspace folder, without an engine: lists every problem',
  add(command, io) {
    command
      .argument('<folder>', 'holds workspace.yaml, places/, triggers/, templates/')
      .option('--json', 'answer with one JSON object')
      .action(async (folder: string, options: { json?: true }) => {
        const { documents, problems } = await checkFolder(folder);
        if (options.json) io.stdout.write(`${JSON.stringify({ documents, problems })}\n`);
        else io.stdout.write(problems.length > 0 ? `${problemLines(problems).join('\n')}\n` : `good: ${documents}\n`);
        if (problems.length > 0)
          throw new CliFailure(`${problems.length === 1 ? '1 problem' : `${problems.length} problems`} in ${folder}`);
      });
  },
} satisfies CliCommand;

async function checkFolder(folder: string) {
  try {
    const { documents, locate } = await readFolder(folder);
    const { findProblems } = await import('../../definitions/find-problems.ts');
    return { documents: countDocuments(documents), problems: (await findProblems(documents)).map(locate) };
  } catch (cause) {
    if (!(cause instanceof InvalidDefinitions)) throw cause;
    return { documents: '', problems: cause.problems };
  }
}
