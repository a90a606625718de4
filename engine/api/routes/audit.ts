import { Readable } from 'node:stream';
import type * as z from 'zod';
import type { Audit, ChangeFilter, RecordedChange } from '../../audit/contract.ts';
import type { RouteGroup } from '../route-group.ts';
import { auditAnswer, auditQuestion } from '../wire/audit.ts';

const COLUMNS = ['at', 'author', 'action', 'kind', 'name', 'note', 'before', 'after'] as const;

/** Who changed what. */
export default {
  name: 'audit',
  summary: 'The record of changes: who changed what, when, what it was before and after.',
  register(app, { audit }) {
    app.get(
      '/v1/audit',
      {
        config: { may: 'operate' },
        schema: {
          summary:
            'Changes, newest first, by person, kind, name, action and time; also as CSV or a JSON object a line.',
          querystring: auditQuestion,
          response: { 200: auditAnswer },
        },
      },
      async ({ query }, reply) => {
        if (query.format === 'json') return pageOf(audit, query);
        const lines = query.format === 'csv' ? csvOf(audit.read(filterOf(query))) : jsonLines(audit, query);
        const type = query.format === 'csv' ? 'text/csv' : 'application/x-ndjson';
        return reply
          .header('content-type', `${type}; charset=utf-8`)
          .header('content-disposition', `attachment; filename="kairos-changes.${query.format}"`)
          .serializer((body: unknown) => body as string)
          .send(Readable.from(lines) as never);
      },
    );
  },
} satisfies RouteGroup;

type Question = z.infer<typeof auditQuestion>;

async function pageOf(audit: Audit, question: Question): Promise<z.infer<typeof auditAnswer>> {
  const changes: RecordedChange[] = [];
  for await (const change of audit.read(filterOf(question))) {
    if (changes.length === question.most) return { changes: changes.map(withSides), next: changes.at(-1)!.id };
    changes.push(change);
  }
  return { changes: changes.map(withSides) };
}

function withSides({ before, after, ...change }: RecordedChange) {
  return { ...change, before, after };
}

function filterOf({ from, to, person, kind, name, action, after }: Question): ChangeFilter {
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(person !== undefined && { author: person }),
    ...(kind !== undefined && { kind }),
    ...(name !== undefined && { name }),
    ...(action !== undefined && { action }),
    ...(after !== undefined && { after }),
  };
}

async function* jsonLines(audit: Audit, question: Question): AsyncGenerator<string> {
  for await (const change of audit.read(filterOf(question))) yield `${JSON.stringify(change)}\n`;
}

async function* csvOf(changes: AsyncIterable<RecordedChange>): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const change of changes) {
    const row = { ...change, at: new Date(change.at).toISOString() };
    yield `${COLUMNS.map((column) => cellOf(row[column])).join(',')}\r\n`;
  }
}

/** A cell; a text that a spreadsheet would take for a formula begins with an apostrophe. */
function cellOf(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
