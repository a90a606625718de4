import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../../support/ingest.ts';
import { VECTOR_NEIGHBOURHOOD } from '../../support/sdk/neighbourhood-vectors.ts';
import { playShop } from '../../support/sdk/small-shop.ts';
import { root } from '../../support/sources.ts';

const swift = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'swift'))
  .find(existsSync);

/** Debian 13: `apt-get install swiftlang`; elsewhere https://www.swift.org/install. */
describe.skipIf(!swift)('the Swift client, compiled (swift is needed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kairos-swift-'));
  const running: ChildProcess[] = [];
  let edge: TestIngest;
  beforeAll(async () => {
    edge = await startIngest({ neighbourhood: VECTOR_NEIGHBOURHOOD });
  });
  afterEach(() => {
    for (const one of running.splice(0)) one.kill('SIGKILL');
  });
  afterAll(async () => {
    await edge?.ingest.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What the package manager of Swift is told of a package of ours; nothing is written beside its sources. */
  const on = (path: string) => ['--package-path', join(root, path), '--scratch-path', join(folder, path)];
  const make = (what: string, path: string): string =>
    execFileSync(swift!, [what, ...on(path)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

  test('its own tests pass: calls, permissions, what is around a position', () => {
    expect(make('test', 'sdk/swift')).toMatch(/Executed [1-9]\d* tests, with 0 failures/);
  }, 300_000);

  test('the sample shop asks first, keeps what it told when it ends without a net, and tells it with the next run', async () => {
    const path = 'sdk/examples/swift-shop';
    make('build', path);
    await playShop((url) => {
      const given = ['Shop', url, EDGE_INGEST_KEY, join(folder, 'device')];
      const one = spawn(swift!, ['run', '--skip-build', ...on(path), ...given]);
      running.push(one);
      return one;
    }, edge);
  }, 300_000);
});
