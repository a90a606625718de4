import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readFolder } from '../../engine/definitions/folder.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { type Chapter, readManual } from '../support/manual.ts';
import { documentOf } from '../support/workspace.ts';

/**
 * The page on triggers, held to its word: each trigger is published into the sample workspace, its track is played
 * through a whole engine at the signals' own time, and what ClickHouse holds in the end is the table on the page.
 */
const chapters = readManual();
const SAMPLE = fileURLToPath(new URL('../../config/sample', import.meta.url));
const MINUTE = 60_000;

let engine: TestEngine;

beforeAll(async () => {
  const { documents } = await readFolder(SAMPLE);
  const base = documents.filter(({ kind }) => kind === 'workspace' || kind === 'place');
  engine = await startTestEngine({ documents: () => base });
});
afterAll(() => engine?.close());

test('the page has the twelve triggers that it promises', () => {
  expect(chapters.length).toBe(12);
});

test.each(chapters.map((chapter) => [chapter.name, chapter] as const))(
  '%s does what its table says',
  async (_, chapter) => {
    await publishOnly(chapter);
    await play(chapter);
    await vi.waitFor(async () => expect(await happened(chapter)).toEqual(chapter.happens), {
      timeout: 10_000,
      interval: 100,
    });
    await engine.settled();
    expect(await happened(chapter), 'and nothing else').toEqual(chapter.happens);
  },
);

async function publishOnly({ triggers }: Chapter): Promise<void> {
  const { documents: sample } = await readFolder(SAMPLE);
  const names = new Set(triggers.map(({ body }) => (body.message as { template: string }).template));
  const documents = [
    ...sample.filter(({ kind }) => kind === 'workspace' || kind === 'place'),
    ...[...names].map((name) =>
      documentOf('template', name, { name, channels: { 'in-app': { title: name, body: 'Hello' } } }),
    ),
    ...triggers.map(({ name, body }) => documentOf('trigger', name, body)),
  ];
  const { status, text } = await engine.ask('POST', '/v1/publish', { documents, replace: true });
  expect(text).toContain('revision');
  expect(status).toBe(200);
}

/**
 * Sends the track, the clock going along with it, then lets the time pass until the last thing on the page has
 * happened.
 */
async function play({ track, happens }: Chapter): Promise<void> {
  for (let i = 0; i < track.length; ) {
    const { at } = track[i]!;
    let to = i + 1;
    while (track[to]?.at === at) to++;
    engine.clock.advance(at);
    await engine.send(...track.slice(i, to));
    // The world's signals and customers' go separate ways: who says that it rains first is heard first.
    if (track.slice(i, to).some(({ customer }) => customer === undefined)) await engine.settled();
    i = to;
  }
  await engine.settled();
  const last = Date.parse(`${happens.at(-1)!.slice(0, 19).replace(' ', 'T')}+01:00`);
  engine.clock.advance(last + MINUTE);
}

/** What ClickHouse holds of a chapter's triggers, a line for each end of a decision. */
async function happened({ triggers }: Chapter): Promise<readonly string[]> {
  await engine.settled();
  const rows = await engine.rows<{ local: string; customer: string; trigger: string; step: string; how: string }>(
    `SELECT formatDateTime(signal_at, '%F %T', 'Europe/Berlin') AS local, customer, trigger, step,
       if(gate = '', channel, gate) AS how
     FROM outcomes
     WHERE trigger IN {names:Array(String)} AND step IN ('sent', 'held-back', 'deferred', 'expired', 'failed', 'uncertain')
     ORDER BY signal_at, customer, trigger, step`,
    { names: triggers.map(({ name }) => name) },
  );
  const isAlone = triggers.length === 1;
  return rows.map(
    ({ local, customer, trigger, step, how }) =>
      `${local} | ${customer} | ${step} ${isAlone ? '' : `${trigger} `}(${how})`,
  );
}
