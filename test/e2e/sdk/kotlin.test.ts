import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../../support/ingest.ts';
import { listenBetween } from '../../support/sdk/listener-between.ts';
import { VECTOR_NEIGHBOURHOOD } from '../../support/sdk/neighbourhood-vectors.ts';
import { playShop } from '../../support/sdk/small-shop.ts';
import { CONTRACT_FOLDER, releasedFiles } from '../../support/sdk/wire-contract.ts';
import { root } from '../../support/sources.ts';

const kotlinc = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'kotlinc'))
  .find(existsSync);

/** Debian: `apt-get install kotlin`; elsewhere https://kotlinlang.org/docs/command-line.html. */
describe.skipIf(!kotlinc)('the Kotlin client, compiled (kotlinc is needed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kairos-kotlin-'));
  const jar = join(folder, 'client.jar');
  const running: ChildProcess[] = [];
  let edge: TestIngest;

  beforeAll(async () => {
    const sources = ['main', 'test'].flatMap((part) => {
      const from = join(root, 'sdk', 'kotlin', 'src', part, 'kotlin');
      return readdirSync(from).map((name) => join(from, name));
    });
    sources.push(join(root, 'sdk', 'examples', 'kotlin', 'Shop.kt'));
    execFileSync(kotlinc!, [...sources, '-d', jar], { stdio: ['ignore', 'ignore', 'pipe'] });
    edge = await startIngest({ neighbourhood: VECTOR_NEIGHBOURHOOD });
  }, 300_000);
  afterEach(() => {
    for (const one of running.splice(0)) one.kill('SIGKILL');
  });
  afterAll(async () => {
    await edge?.ingest.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The library lies beside the compiler, or where Debian has its own. */
  const library = (): string => {
    const home = join(dirname(realpathSync(kotlinc!)), '..');
    const found = ['lib', 'share/java'].map((name) => join(home, name, 'kotlin-stdlib.jar')).find(existsSync);
    if (!found) throw new Error(`no kotlin-stdlib.jar beside ${kotlinc}`);
    return found;
  };
  /** Starts the client of one device; the lines that it says. */
  const start = (url: string, what: string, file?: string, device = 'device') => {
    const home = join(folder, device);
    const given = file === undefined ? [] : [join(CONTRACT_FOLDER, file)];
    const child = spawn('java', [
      ...['-cp', [jar, library()].join(delimiter), 'kairos.ContractKt'],
      ...[url, EDGE_INGEST_KEY, home, what, ...given],
    ]);
    running.push(child);
    const lines: Record<string, unknown>[] = [];
    createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line) as Record<string, unknown>));
    return { child, lines };
  };
  const WAIT = { timeout: 60_000 };

  test('calls become the signals of the contract; what a killed run could not send comes with the next, once', async () => {
    const { calls } = JSON.parse(readFileSync(join(CONTRACT_FOLDER, 'calls.json'), 'utf8')) as {
      calls: readonly { readonly signal: object }[];
    };
    const offline = start('http://127.0.0.1:9', 'calls', 'calls.json');
    await expect.poll(() => offline.lines.find(({ customer }) => customer), WAIT).toMatchObject({ customer: 'anna' });
    const ended = new Promise((resolve) => offline.child.once('exit', resolve));
    offline.child.kill('SIGKILL');
    await ended;
    expect(offline.lines).toContainEqual({ problem: expect.stringMatching(/kind cart is no JSON/) as string });
    const { anonymousId } = offline.lines.find((line) => line.anonymousId) as { anonymousId: string };

    const next = start(edge.url, 'waits');
    await expect.poll(() => edge.intake.signals.length, WAIT).toBe(calls.length);
    expect(next.lines).toEqual([{ customer: 'anna' }]);
    const made = edge.intake.signals.map(({ kind, customer, value }) => ({ kind, customer, value }));
    const deviceId = made.find(({ kind }) => kind === 'device')?.value.deviceId as string;
    const named = JSON.stringify(made).replaceAll(anonymousId, 'a-1').replaceAll(deviceId, 'd-1');
    expect(JSON.parse(named)).toEqual(calls.map(({ signal }) => signal));
    // What the engine has is gone from the file.
    await expect.poll(() => readFileSync(join(folder, 'device', 'signals.ndjson'), 'utf8')).toBe('');
  }, 180_000);

  test.each(['neighbourhoods.json', ...releasedFiles('neighbourhoods.json')])(
    'reads what the engine says of positions: %s',
    async (file) => {
      const { vectors } = JSON.parse(readFileSync(join(CONTRACT_FOLDER, file), 'utf8')) as {
        vectors: readonly { readonly request: object; readonly answer: object }[];
      };
      // It does not tell its speed.
      const asked = vectors.filter(({ request }) => !('speedMetresPerSecond' in request));
      const { lines } = start(edge.url, 'asks', file);
      await expect.poll(() => lines.length, WAIT).toBe(vectors.length);
      for (const { request, answer } of asked)
        expect(lines[vectors.findIndex((one) => one.request === request)]).toEqual({ beacons: [], ...answer });
    },
    180_000,
  );

  test('what needs a permission waits in memory, an opt-out deletes what waits and every id, and holds', async () => {
    interface State {
      readonly customer: string;
      readonly dropped: number;
      readonly files: Readonly<Record<string, string>>;
    }
    const run = async (url: string, what: string, count: number): Promise<readonly State[]> => {
      const { child, lines } = start(url, what, undefined, 'asked');
      await expect.poll(() => lines.length, WAIT).toBe(count);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (url !== edge.url) child.kill('SIGKILL');
      if (url !== edge.url) await ended;
      return lines as unknown as readonly State[];
    };
    const namesIn = ({ files }: State) =>
      [...(files['signals.ndjson'] ?? '').matchAll(/"name":"([^"]+)"/g)].map(([, name]) => name);

    const [asked, answered] = await run('http://127.0.0.1:9', 'permits', 2);
    expect([asked!.files, asked!.dropped]).toEqual([{}, 0]);
    expect(namesIn(answered!)).toEqual(['early', 'later']);
    expect(answered!.files['signals.ndjson']).not.toContain('location');
    expect(answered!.files['profile.properties']).toContain(asked!.customer);
    expect(answered!.dropped).toBe(2);

    const [left] = await run('http://127.0.0.1:9', 'leaves', 1);
    expect(left!.files['signals.ndjson']).toBe('');
    expect(JSON.stringify(left!.files)).not.toContain(asked!.customer);
    expect(left!.dropped).toBe(3);

    const from = edge.intake.signals.length;
    const [back] = await run(edge.url, 'returns', 1);
    await expect.poll(() => edge.intake.signals.slice(from).map(({ value }) => value.name), WAIT).toEqual(['back']);
    expect(edge.intake.signals[from]!.customer).toBe(back!.customer);
    expect(back!.customer).not.toBe(asked!.customer);
  }, 240_000);

  /** Starts the sample shop of one device. */
  const startShop = (url: string, device: string) => {
    const classPath = [jar, library()].join(delimiter);
    const shop = spawn('java', ['-cp', classPath, 'shop.ShopKt', url, EDGE_INGEST_KEY, join(folder, device)]);
    running.push(shop);
    return shop;
  };

  test('the sample shop asks first, keeps what it told when it ends without a net, and tells it with the next run', async () => {
    await playShop((url) => startShop(url, 'shop'), edge);
  }, 180_000);

  test('a long batch is packed', async () => {
    const between = await listenBetween(edge.url);
    const from = edge.intake.signals.length;
    const looks = Array.from({ length: 60 }, (_, i) => `look boots-${i}\n`).join('');
    // They wait for the answer, and then leave in one batch.
    startShop(between.url, 'packed').stdin.write(`${looks}yes\n`);
    await expect.poll(() => edge.intake.signals.length - from, WAIT).toBe(60);
    expect(between.encodings).toContain('gzip');
    between.close();
  }, 180_000);

  test('says once that a key is refused', async () => {
    edge.roles.delete(EDGE_INGEST_KEY);
    const { lines } = start(edge.url, 'calls', 'calls.json');
    await expect
      .poll(() => lines.filter(({ problem }) => problem).map(({ problem }) => problem), WAIT)
      .toContain('the engine refuses the key (HTTP 401)');
  }, 180_000);
});
