import { InvalidDefinitions, MORE_IS_CHECKED } from '../../triggers/contract.ts';
import { type CliCommand, CliFailure } from '../contract.ts';
import { countDocuments } from '../count-documents.ts';
import { problemLines, warningLines } from '../problem-lines.ts';

/** Checks a workspace folder without an engine. */
export default {
  name: 'check',
  summary: 'check a workspace folder, without an engine: lists every problem, and what cannot be meant',
  add(command, io) {
    command
      .argument('<folder>', 'holds workspace.yaml, places/, triggers/, templates/')
      .option('--strict', 'end with an error for warnings too')
      .option('--json', 'answer with one JSON object')
      .action(async (folder: string, options: { json?: true; strict?: true }) => {
        const { documents, problems, warnings } = await checkFolder(folder);
        if (options.json) io.stdout.write(`${JSON.stringify({ documents, problems, warnings })}\n`);
        else {
          const good = problems.length > 0 ? [] : [`good: ${documents}`];
          io.stdout.write(`${[...problemLines(problems), ...warningLines(warnings), ...good].join('\n')}\n`);
        }
        if (problems.length > 0) throw new CliFailure(`${count(problems, 'problem')} in ${folder}; ${MORE_IS_CHECKED}`);
        if (options.strict && warnings.length > 0) throw new CliFailure(`${count(warnings, 'warning')} in ${folder}`);
      });
  },
} satisfies CliCommand;

async function checkFolder(folder: string) {
  try {
    const { readFolder } = await import('../../engine/definitions/folder.ts');
    const { documents, locate } = await readFolder(folder);
    const { findProblems } = await import('../../engine/definitions/find-problems.ts');
    const { problems, warnings } = await findProblems(documents);
    return {
      documents: countDocuments(documents),
      problems: problems.map(locate),
      warnings: warnings.map(locate),
    };
  } catch (cause) {
    if (!(cause instanceof InvalidDefinitions)) throw cause;
    return { documents: '', problems: cause.problems, warnings: [] };
  }
}

function count({ length }: readonly unknown[], noun: string): string {
  return length === 1 ? `1 ${noun}` : `${length} ${noun}s`;
}
