import { InvalidDefinitions } from '../../triggers/contract.ts';
import { expectedOne } from '../../triggers/problems/nearest.ts';
import { compileDocuments } from '../definitions/compile-documents.ts';
import type { Document } from '../definitions/contract.ts';
import { readFolder } from '../definitions/folder.ts';
import { createValueCheck } from '../ingest/validate.ts';
import { zoneAt } from '../zone-at.ts';
import { createBackTest } from './back-test.ts';
import type { Assumption, BackTestReport, RecordedBatch } from './contract.ts';
import { runBackTest } from './run.ts';

export interface FileTest {
  /** A draft, or the name of a trigger of the workspace. */
  readonly trigger: Document | string;
  /** The folder of the workspace it would live in. */
  readonly workspace: string;
  /** Reads the recording; `check` finds the fault in a signal's kind or value. */
  readonly read: (check: ReturnType<typeof createValueCheck>) => AsyncIterable<RecordedBatch>;
  /** Called before the test begins, with the signals that cannot be read, the reasons, and their number. */
  readonly unreadable?: (refused: readonly string[], of: number) => void;
  readonly assume: ReadonlySet<Assumption>;
  readonly windowMs: number;
  readonly mostCustomers: number;
  readonly progress: (done: number) => void;
  readonly interrupted?: AbortSignal;
}

/** Runs a back-test of a trigger on a recording, without an engine. Throws InvalidDefinitions. */
export async function testFile({
  trigger,
  workspace,
  read,
  unreadable,
  ...options
}: FileTest): Promise<BackTestReport> {
  const { documents, locate } = await readFolder(workspace);
  const isDraft = typeof trigger !== 'string';
  const name = isDraft ? trigger.name : trigger;
  const others = isDraft ? documents.filter((one) => one.kind !== 'trigger' || one.name !== name) : documents;
  const { live, language } = await compileDocuments(isDraft ? [...others, trigger] : others).catch((cause: unknown) => {
    throw cause instanceof InvalidDefinitions ? new InvalidDefinitions(cause.problems.map(locate)) : cause;
  });
  if (!live.triggers.has(name)) {
    const expected = expectedOne('a trigger of the workspace', name, live.triggers.keys());
    throw new InvalidDefinitions([{ source: workspace, path: 'triggers', expected }]);
  }
  const { vocabulary, channels } = language;
  const test = await createBackTest({ live, trigger: name, vocabulary, channels, zoneAt, ...options });
  const check = createValueCheck(vocabulary.signals);
  if (unreadable) await survey(read(check), unreadable);
  return runBackTest(test, read(check), options);
}

async function survey(batches: AsyncIterable<RecordedBatch>, tell: NonNullable<FileTest['unreadable']>): Promise<void> {
  const refused: string[] = [];
  let of = 0;
  for await (const batch of batches) {
    refused.push(...batch.refused);
    of += batch.signals.length + batch.refused.length;
  }
  tell(refused, of);
}
