import type { Looks } from '../../engine/api/looks.ts';
import type { Document } from '../../engine/definitions/contract.ts';
import { InvalidDefinitions, MORE_IS_CHECKED } from '../../triggers/contract.ts';
import { type CliCommand, CliFailure } from '../contract.ts';
import { countDocuments } from '../count-documents.ts';
import { leftOutLines, lookLines } from '../look-lines.ts';
import { problemLines, warningLines } from '../problem-lines.ts';

/** Checks a workspace folder without an engine. */
export default {
  name: 'check',
  summary: 'check a workspace folder, without an engine: lists every problem, and what cannot be meant',
  add(command, io) {
    command
      .argument('<folder>', 'holds workspace.yaml, places/, triggers/, templates/')
      .option('--looks', 'show what each template looks like on its channels, filled with values that are made up')
      .option('--strict', 'end with an error for warnings too')
      .option('--json', 'answer with one JSON object')
      .action(async (folder: string, options: Options) => {
        const { documents, problems, warnings, ...looking } = await checkFolder(folder, options.looks ?? false);
        const { looks = [], leftOut = 0 } = looking;
        if (options.json) io.stdout.write(`${JSON.stringify({ documents, problems, warnings, ...looking })}\n`);
        else {
          const good = problems.length > 0 ? [] : [`good: ${documents}`];
          const seen = [...looks.flatMap(lookLines), ...leftOutLines(leftOut)];
          io.stdout.write(`${[...problemLines(problems), ...warningLines(warnings), ...seen, ...good].join('\n')}\n`);
        }
        if (problems.length > 0) throw new CliFailure(`${count(problems, 'problem')} in ${folder}; ${MORE_IS_CHECKED}`);
        if (options.strict && warnings.length > 0) throw new CliFailure(`${count(warnings, 'warning')} in ${folder}`);
      });
  },
} satisfies CliCommand;

interface Options {
  readonly json?: true;
  readonly strict?: true;
  readonly looks?: true;
}

async function checkFolder(folder: string, showsLooks: boolean) {
  try {
    const { readFolder } = await import('../../engine/definitions/folder.ts');
    const { documents, locate } = await readFolder(folder);
    const { findProblems } = await import('../../engine/definitions/find-problems.ts');
    const { problems, warnings } = await findProblems(documents);
    return {
      ...(showsLooks && problems.length === 0 ? await looksIn(documents) : NO_LOOKS),
      documents: countDocuments(documents),
      problems: problems.map(locate),
      warnings: warnings.map(locate),
    };
  } catch (cause) {
    if (!(cause instanceof InvalidDefinitions)) throw cause;
    return { ...NO_LOOKS, documents: '', problems: cause.problems, warnings: [] };
  }
}

const NO_LOOKS: Partial<Looks> = {};

async function looksIn(documents: readonly Document[]): Promise<Partial<Looks>> {
  const { looksWithoutEngine } = await import('../../engine/api/folder-looks.ts');
  return looksWithoutEngine(documents);
}

function count({ length }: readonly unknown[], noun: string): string {
  return length === 1 ? `1 ${noun}` : `${length} ${noun}s`;
}
