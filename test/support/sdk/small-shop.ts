import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import type { TestIngest } from '../ingest.ts';

const WAIT = { timeout: 60_000 };

/**
 * Plays a sample shop that reads what happens line by line: first without a net, until it ends, then with one. What it
 * told in both runs is there once, in order.
 */
export async function playShop(run: (url: string) => ChildProcessWithoutNullStreams, edge: TestIngest): Promise<void> {
  const from = edge.intake.signals.length;
  const offline = run('http://127.0.0.1:9');
  const isOver = once(offline, 'exit');
  offline.stdin.end('look boots\nyes\nsign-in anna\ncart boots 89.9\n');
  expect(await isOver).toEqual([0, null]);

  const online = run(edge.url);
  const isEnded = once(online, 'exit');
  const said: string[] = [];
  createInterface(online.stdout).on('line', (line) => said.push(line));
  online.stdin.write('walk 48.2082 16.3738\n');
  await expect.poll(() => said, WAIT).toEqual([expect.stringMatching(/^\d+ places around$/)]);
  await expect.poll(() => edge.intake.signals.length - from, WAIT).toBe(4);
  online.stdin.end();
  expect(await isEnded).toEqual([0, null]);

  const signals = edge.intake.signals.slice(from);
  expect(signals).toMatchObject([
    { kind: 'event', value: { name: 'product-viewed', properties: { sku: 'boots' } } },
    { kind: 'identify', customer: 'anna', value: { anonymousId: signals[0]!.customer } },
    { kind: 'cart', customer: 'anna', value: { value: 89.9, stage: 'filling' } },
    { kind: 'location', customer: 'anna', value: { lat: 48.2082, lon: 16.3738, accuracyMetres: 8 } },
  ]);
}
