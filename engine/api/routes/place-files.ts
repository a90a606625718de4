import { basename } from 'node:path';
import type * as z from 'zod';
import { InvalidDefinitions, type Problem } from '../../../triggers/contract.ts';
import { runInSlices } from '../../definitions/run-in-slices.ts';
import { type ImportPlan, type PlannedRow, UnreadableFile } from '../../places/contract.ts';
import { planImport } from '../../places/plan-import.ts';
import { readFile } from '../../places/read-file.ts';
import { refuseTo } from '../authorise.ts';
import { Refused } from '../failures.ts';
import type { ApiParts } from '../parts.ts';
import { codeProblems, codeSentences } from '../phrases/code-problems.ts';
import { publish } from '../publish.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';
import { importFileAnswer, importFileRequest } from '../wire/import.ts';

const MOST_BYTES = 64 * 1024 * 1024;

/** Places from files of people: every row is looked at before anything is live. */
export default {
  name: 'place-files',
  summary: 'Places from CSV, GeoJSON, KML and GPX: what would become of each row, then the publish.',
  register(app, parts) {
    app.post(
      '/v1/places/import-file',
      {
        config: { may: 'write' },
        bodyLimit: MOST_BYTES,
        schema: {
          summary: 'Tells row by row what an import would do; without `dryRun` publishes it, all or nothing.',
          description:
            'A row is new, changed, unchanged, faulty or left out. With a faulty row nothing is published: repair it with `changes`, or name it in `leaveOut`. Publishing asks for the permission to publish.',
          body: importFileRequest,
          response: { 200: importFileAnswer, 400: apiError, 403: apiError, 422: apiError },
        },
      },
      async (request) => {
        const { body, person } = request;
        if (!body.dryRun && person && !person.may.has('publish')) throw refuseTo('publish');
        const { format, columns, plan, gone } = await look(body, parts);
        const mended = new Set(plan.rows.flatMap((row) => row.mended ?? []));
        const answer = { format, ...(columns && { columns }), gone, said: codeSentences([...mended]) };
        if (body.dryRun) {
          const { rows, problems } = await checkTogether(plan, parts);
          return { ...answer, rows: codeRows(rows), problems: codeProblems(problems), warnings: [] };
        }
        const faulty = plan.rows.filter(({ state }) => state === 'faulty');
        if (faulty.length > 0) throw new InvalidDefinitions(faulty.flatMap((row) => problemsOf(body.file, row)));
        const { revision, warnings } = await publish(
          plan.documents,
          { replace: false, note: body.file },
          request,
          parts,
        );
        return { ...answer, rows: codeRows(plan.rows), problems: [], warnings, revision };
      },
    );
  },
} satisfies RouteGroup;

async function look(asked: z.infer<typeof importFileRequest>, { definitions }: ApiParts) {
  const { file, text, columns: chosen, changes, leaveOut, mend, radiusMetres, widthMetres, tags } = asked;
  const home = `places/${basename(file).replace(/\.[^.]*$/, '')}.geojson`;
  const stored = new Map<string, { readonly source: string; readonly body: unknown }>();
  for (const document of await definitions.list()) if (document.kind === 'place') stored.set(document.name, document);
  try {
    const { rows, format, columns } = readFile(file, text, chosen);
    const plan = await runInSlices(
      planImport(rows, {
        file,
        home,
        changes: new Map(changes.map((change) => [change.row, change.cells])),
        leftOut: new Set(leaveOut),
        mend,
        radiusMetres,
        widthMetres,
        tags,
        keepsAttributes: asked.keepAttributes,
        stored: (id) => stored.get(id)?.body,
      }),
    );
    const named = new Set(plan.rows.map(({ id }) => id));
    const gone = [...stored].flatMap(([id, { source }]) =>
      source.replace(/#\d+$/, '') === home && !named.has(id) ? [id] : [],
    );
    return { format, columns, plan, gone };
  } catch (cause) {
    if (cause instanceof UnreadableFile) {
      throw new Refused(422, `${file} cannot be read as places`, [{ source: file, path: '', expected: cause.message }]);
    }
    throw cause;
  }
}

/** Checks what is new and changed together with everything that is stored, such as a parent that is not there. */
async function checkTogether(
  { rows, documents, rowOf }: ImportPlan,
  { definitions }: ApiParts,
): Promise<{ readonly rows: readonly PlannedRow[]; readonly problems: readonly Problem[] }> {
  if (documents.length === 0) return { rows, problems: [] };
  try {
    await definitions.draft(await definitions.read(documents), { replace: false });
    return { rows, problems: [] };
  } catch (cause) {
    if (!(cause instanceof InvalidDefinitions)) throw cause;
    const rowBySource = new Map(documents.map(({ source, name }) => [source, rowOf.get(name)]));
    const found = new Map<number, Problem[]>();
    const problems: Problem[] = [];
    for (const problem of cause.problems) {
      const row = rowBySource.get(problem.source);
      if (row === undefined) problems.push(problem);
      else found.set(row, [...(found.get(row) ?? []), problem]);
    }
    const marked = rows.map((row): PlannedRow => {
      const own = found.get(row.row);
      return own ? { ...row, state: 'faulty', problems: own.map(({ path, expected }) => ({ path, expected })) } : row;
    });
    return { rows: marked, problems };
  }
}

function codeRows(rows: readonly PlannedRow[]) {
  return rows.map((row) => ({ ...row, problems: codeProblems(row.problems) }));
}

function problemsOf(file: string, { row, problems }: PlannedRow): readonly Problem[] {
  return problems.map(({ path, expected }) => ({ source: `${file}, row ${row}`, path, expected }));
}
