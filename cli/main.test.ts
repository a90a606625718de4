import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../test/support/api.ts';
import type { Io } from './contract.ts';
import { main } from './main.ts';

let api: TestApi;
let folder: string;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.reset();
  folder = await mkdtemp(join(tmpdir(), 'kairos-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, with the engine's address and key in its environment. */
async function kairos(...args: string[]): Promise<Ran> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const io: Io = {
    env: { KAIROS_SECRET_KEY: api.secretKey, KAIROS_CONSOLE_PORT: String(api.port) },
    stdout,
    stderr,
    stdin: Readable.from([]),
    isTerminal: false,
    fetch,
    now: Date.now,
    wait: async () => undefined,
    interrupted: new AbortController().signal,
  };
  const code = await main(args, io);
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

/** Runs it as people do. */
async function spawned(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const script = fileURLToPath(new URL('./kairos.mjs', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, err };
}

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

async function putWorkspace(): Promise<void> {
  await put('workspace.yaml', '# our shop\nzone: Europe/Berlin\nquiet-hours: off\n');
  await put('templates/hello.yaml', 'name: hello\nchannels:\n  in-app: { title: Hi, body: there }\n');
  await put(
    'triggers/cart.yaml',
    'name: cart-waits\non: { signal: cart }\nwhen:\n  all:\n    - cart.value: { at-least: 10 }\nmessage: { template: hello, purpose: service }\n',
  );
}

test('a folder is checked, pushed, and pulled into another', async () => {
  await putWorkspace();
  expect(await kairos('check', folder)).toMatchObject({ code: 0, out: 'good: 1 workspace, 1 trigger, 1 template\n' });
  const pushed = await kairos('push', folder, '--replace');
  expect(pushed).toMatchObject({ code: 0, out: expect.stringContaining('1 workspace, 1 trigger, 1 template') });
  expect(api.definitions.live.triggers.has('cart-waits')).toBe(true);
  const copy = join(folder, 'copy');
  expect(await kairos('pull', copy)).toMatchObject({ code: 0, out: '3 files written, 0 already the same\n' });
  expect((await readdir(copy, { recursive: true })).sort()).toEqual([
    'templates',
    'templates/hello.yaml',
    'triggers',
    'triggers/cart.yaml',
    'workspace.yaml',
  ]);
  expect(await kairos('pull', folder)).toMatchObject({ out: '0 files written, 3 already the same\n' });
});

test('comments come back from an engine, versions are listed and restored, and a trigger is paused', async () => {
  await putWorkspace();
  await kairos('push', folder, '--replace', '--note', 'the beginning');
  const copy = join(folder, 'copy');
  await kairos('pull', copy);
  expect(await readFile(join(copy, 'workspace.yaml'), 'utf8')).toContain('# our shop');
  await put('templates/hello.yaml', '# louder\nname: hello\nchannels:\n  in-app: { title: HI, body: there }\n');
  await kairos('push', folder);
  const { out } = await kairos('versions', 'template', 'hello');
  const lines = out.trim().split('\n');
  const first = lines.find((line) => line.includes('the beginning'));
  expect([lines.some((line) => line.includes(' live ')), first]).toEqual([true, expect.stringContaining(' earlier ')]);
  const version = /\d+/.exec(first!)![0];
  expect((await kairos('versions', 'template', 'hello', '--show', version)).out).toContain('title: Hi,');
  expect((await kairos('versions', 'template', 'hello', '--restore', version)).out).toContain('is live again');
  expect((await kairos('pause', 'trigger:cart-waits', '--reason', 'too loud')).out).toMatch(
    /is paused since .* by key:/,
  );
  expect((await kairos('pause')).out).toContain('too loud');
  expect(await kairos('resume', 'trigger:cart-waits')).toMatchObject({ code: 0, out: 'trigger:cart-waits goes on\n' });
  expect(await kairos('resume', 'trigger:cart-waits')).toMatchObject({ code: 1 });
});

test('a draft is tried on a recording before it is live, with and without an engine', async () => {
  await putWorkspace();
  await put(
    'triggers/cart.yaml',
    'name: cart-waits\non: { signal: cart }\nmessage: { template: hello, purpose: service }\n',
  );
  const cart = (i: number, at: number) => ({
    id: `s${i}`,
    kind: 'cart',
    customer: `c${i}`,
    at,
    value: { id: 'c', value: i },
  });
  const carts = Array.from({ length: 5 }, (_, i) => cart(i, Date.now() - 60_000));
  await put('day.ndjson', `${carts.map((one) => JSON.stringify(one)).join('\n')}\n`);
  await put(
    'drafts/dear.yaml',
    'name: dear\non: { signal: cart }\nwhen: { cart.value: { above: 2 } }\npriority: 90\nmessage: { template: hello, purpose: service }\n',
  );
  const draft = join(folder, 'drafts/dear.yaml');

  const odd = JSON.stringify({ ...carts[0], id: 'odd', value: { value: 'much' } });
  await put('odd.ndjson', `${JSON.stringify(carts[0])}\n${odd}\n`);
  const told = await kairos('back-test', draft, '--workspace', folder, '--signals', join(folder, 'odd.ndjson'));
  expect(told.err).toMatch(/odd\.ndjson: 1 of 2 signals cannot be read and are left out:\n.*odd\.ndjson:2: /);

  const alone = await kairos('back-test', draft, '--workspace', folder, '--signals', join(folder, 'day.ndjson'));
  expect(alone).toMatchObject({ code: 0, err: '' });
  expect(alone.out).toContain('dear over 5 signals of 5 customers');
  expect(alone.out).toContain('matched  2 times, 2 customers');
  expect(alone.out).toMatch(/ 3 +0 +3 +cart\.value above 2/);
  expect(alone.out).toMatch(/ 2 +2 +0 +cart-waits/);

  await kairos('push', folder);
  api.recorded = carts;
  const { out, code } = await kairos('back-test', draft, '--last', '1h', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ trigger: 'dear', matches: 2, overlaps: [{ displaced: 2 }] });
  const days = ['--from', '2026-11-20', '--to', '2026-11-21'];
  expect(await kairos('back-test', draft, ...days)).toMatchObject({ code: 0 });
  expect(api.testedPeriod).toEqual({ from: Date.UTC(2026, 10, 19, 23), to: Date.UTC(2026, 10, 21, 23) });
  const file = ['--workspace', folder, '--signals', join(folder, 'day.ndjson')];
  expect((await kairos('back-test', draft, ...file, '--from', '2026-11-20')).err).toContain('--from: expected without');
  expect((await kairos('back-test', draft, '--from', 'monday')).err).toContain("got 'monday'");
  expect(await kairos('back-test', 'cart-wait')).toMatchObject({
    code: 1,
    err: "kairos: there is no trigger 'cart-wait'; the nearest is 'cart-waits'\n",
  });
  expect(await kairos('back-test', draft, '--signals', 'x.ndjson')).toMatchObject({
    code: 1,
    err: 'kairos: --workspace: expected the folder of the workspace it lives in\n',
  });
  await put(
    'drafts/bad.yaml',
    'name: bad\non: { signal: cart }\nwhen: { cart.vaule: { above: 2 } }\nmessage: { template: hello, purpose: service }\n',
  );
  const bad = await kairos(
    'back-test',
    join(folder, 'drafts/bad.yaml'),
    '--workspace',
    folder,
    '--signals',
    join(folder, 'day.ndjson'),
  );
  expect(bad.code).toBe(1);
  expect(bad.err).toMatch(/drafts\/bad\.yaml when\.cart\.vaule: expected .*'cart\.value'/);
});

test('what is allowed and cannot be meant is told with its line, and does not keep it from being published', async () => {
  await putWorkspace();
  await put(
    'triggers/cart.yaml',
    'name: cart-waits\non: { signal: cart }\nwhen:\n  all:\n    - cart.value: { above: 10 }\n    - cart.value: { below: 5 }\nmessage: { template: hello, purpose: service }\n',
  );
  const warning =
    'warning: triggers/cart.yaml:6 when.all[1].cart.value.below: expected a condition that can be met beside `cart.value above 10`; the trigger never matches\n';
  const good = 'good: 1 workspace, 1 trigger, 1 template\n';
  expect(await kairos('check', folder)).toMatchObject({ code: 0, out: warning + good });
  expect(await kairos('check', folder, '--strict')).toMatchObject({ code: 1, err: `kairos: 1 warning in ${folder}\n` });
  const pushed = await kairos('push', folder);
  expect(pushed).toMatchObject({ code: 0, err: warning });
  expect(api.definitions.live.triggers.has('cart-waits')).toBe(true);
  const { body } = await api.ask('PUT', '/v1/triggers/cart-waits', {
    name: 'cart-waits',
    on: { signal: 'cart' },
    when: { 'event.name': 'x' },
    message: { template: 'hello', purpose: 'service' },
  });
  expect(body).toMatchObject({ warnings: [{ path: 'when.event.name' }] });
  const checked = await api.ask('POST', '/v1/check', { documents: [], replace: true });
  expect(checked.body).toEqual({ problems: [], warnings: [] });
});

test('a push without --replace leaves the rest, a push with it removes the rest', async () => {
  await putWorkspace();
  await kairos('push', folder);
  await rm(join(folder, 'triggers'), { recursive: true });
  await kairos('push', folder);
  expect(api.definitions.live.triggers.size).toBe(1);
  const asked = await kairos('push', folder, '--replace');
  expect(asked).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/^- trigger \S+\nkairos: 1 would be removed/),
  });
  expect(api.definitions.live.triggers.size, 'nothing was removed without a yes').toBe(1);
  await kairos('push', folder, '--replace', '--yes');
  expect(api.definitions.live.triggers.size).toBe(0);
});

test('a dry run tells what would change and what is wrong, and changes nothing', async () => {
  await putWorkspace();
  const { out } = await kairos('push', folder, '--dry-run');
  expect(out.split('\n').filter(Boolean)).toEqual([
    expect.stringMatching(/^\+ template /),
    expect.stringMatching(/^\+ trigger /),
    '+ workspace workspace',
    'template hello (en)',
    '  in-app',
    '    title: Hi',
    '    body: there',
  ]);
  expect(api.definitions.live.triggers.size).toBe(0);
  await kairos('push', folder);
  expect((await kairos('push', folder, '--dry-run')).out).toBe('nothing would change\n');
  await rm(join(folder, 'triggers'), { recursive: true });
  await put('workspace.yaml', 'name: Another\n');
  expect((await kairos('push', folder, '--dry-run', '--replace')).out).toMatch(
    /^~ workspace workspace\n- trigger \S+\n$/,
  );
  expect(api.definitions.live.triggers.size).toBe(1);
});

test('a broken folder is refused with every problem, its file and its line, and nothing is published', async () => {
  await putWorkspace();
  await put(
    'triggers/cart.yaml',
    'name: cart-waits\non: { signal: cart }\nwhen:\n  all:\n    - cart.vaule: { at-least: 10 }\nmessage: { template: helo, purpose: service }\n',
  );
  const { revision } = api.definitions.live;
  for (const command of ['check', 'push']) {
    const { code, out, err } = await kairos(command, folder);
    expect(code).toBe(1);
    expect(out + err).toMatch(/^triggers\/cart\.yaml:5 when\.all\[0\]\.cart\.vaule: expected .*'cart\.value'/m);
    expect(out + err).toMatch(/^triggers\/cart\.yaml:6 message\.template: expected .*'hello'/m);
    expect(out + err).not.toContain('    at ');
  }
  expect(api.definitions.live.revision).toBe(revision);
});

test('an explanation is a tree with what was seen', async () => {
  await putWorkspace();
  await kairos('push', folder);
  await api.store('anna', { values: { 'cart.value': { v: 4, at: api.now, source: 'cart' } } });
  api.signal = { id: 's1', kind: 'cart', customer: 'anna', at: api.now, value: {} };
  const { code, out } = await kairos('explain', 'anna', '--trigger', 'cart-waits');
  expect(code).toBe(0);
  expect(out).toMatch(/^ +✗ cart\.value at-least 10, saw 4$/m);
  expect(out).toMatch(/cart-waits \(version \d+\): would not match: cart\.value at-least 10 \(was 4\)/);
  expect(out).toContain('  ✓ on signal cart\n');
  // What it would have met next does not matter where it did not match.
  expect(out).not.toContain('gates');
  await api.store('anna', { values: { 'cart.value': { v: 40, at: api.now, source: 'cart' } } });
  expect((await kairos('explain', 'anna', '--trigger', 'cart-waits')).out).toContain('    ✓ consent: in-app\n');
  const { out: all } = await kairos('explain', 'anna');
  expect(all).toContain('✓ cart-waits  would send by in-app\n');
  expect(all).toContain('kairos story anna');
  expect((await kairos('explain', 'anna', '--signal', 'gone')).err).toMatch(/no signal 'gone' of 'anna' is stored/);
  expect((await kairos('explain', 'nobody')).err).toBe("kairos: there is no customer 'nobody'\n");
});

test('a query takes days and durations, tells times on the zone’s clock, and what is cut', async () => {
  const ask = (...args: readonly string[]) => kairos('query', 'funnel', '--zone', 'Europe/Berlin', ...args);
  const { out: json } = await ask('--from', '2026-11-20', '--to', '2026-11-20', '--json');
  expect(JSON.parse(json)).toMatchObject({ from: Date.UTC(2026, 10, 19, 23), to: Date.UTC(2026, 10, 20, 23), at: 0 });
  const cut = await ask('--trigger', 'a', '--limit', '1');
  expect(cut.out).toContain('1970-01-01 01:00:00');
  expect(cut.err).toBe('1 of 3,412 rows are shown; --limit shows more\n');
  const { out: csv } = await ask('--last', '7d', '--csv');
  const [names, row] = csv.split('\r\n');
  expect(names).toMatch(/^asked,at,/);
  expect(row).toMatch(/^funnel,1970-01-01 01:00:00,/);
  expect((await ask('--from', '2026-11-31')).err).toContain('expected a date such as 2026-11-20');
});

test('the effect of a trigger is told in a sentence with its figures, or as JSON', async () => {
  await putWorkspace();
  await kairos('push', folder);
  const told = await kairos('effect', 'cart-waits', '--days', '7');
  expect(told.out).toMatch(/^no goal: 'cart-waits' does not say what counts as success\n/);
  const { out } = await kairos('effect', 'cart-waits', '--json');
  expect(JSON.parse(out)).toMatchObject({ trigger: 'cart-waits', sentence: expect.stringContaining('no goal') });
  expect((await kairos('effect', 'nothing-like-it')).err).toContain("there is no trigger 'nothing-like-it'");
});

test('the help of a query has the parameters, without an engine', async () => {
  const { out } = await kairos('query', 'held-back', '--help');
  expect(out).toContain('--last <time>');
  expect(out).toMatch(/^ {2}held-back\n {4}Why messages/m);
  expect(out).toMatch(/^ {6}from +From this day/m);
  expect(out).not.toContain('customer-story');
  expect((await kairos('query', '--help')).out).toContain('  customer-story\n');
  expect((await kairos('query', 'held-bck', '-h')).err).toContain("did you mean 'held-back'?");
});

test('a preview shows a template that is live or in a file, for a customer or a made-up one, and what is missing', async () => {
  const text =
    'name: hello\nchannels:\n  in-app:\n    title: Hi {{customer.firstName}}\n    body: "{{cart.value}} EUR"\n';
  await writeFile(join(folder, 'hello.yaml'), text);
  const file = join(folder, 'hello.yaml');
  const made = await kairos('preview', file, '--context', 'customer.firstName=Ada', 'cart.value=40');
  expect(made).toEqual({ code: 0, out: 'in-app:\n  title: Hi Ada\n  body: 40 EUR\n', err: '' });
  const lacking = await kairos('preview', file);
  expect(lacking.code).toBe(1);
  expect(lacking.out).toContain('  missing: cart.value, customer.firstName\n');
  expect(lacking.err).toBe('kairos: 1 of 1 channels cannot be filled\n');
  expect((await kairos('preview', 'helo')).err).toContain("there is no template 'helo'");
  expect((await kairos('preview', file, '--context', 'x')).err).toContain('--context: expected name=value');
});

const SMS = [
  'name: to-see',
  'channels:',
  "  sms: { text: 'Hello {{customer.firstName}}' }",
  'locales:',
  "  uk: { sms: { text: 'Привіт {{customer.firstName}}' } }",
  '',
].join('\n');
const PRICED = [
  'zone: Europe/Berlin',
  'quiet-hours: off',
  'currency: EUR',
  'channels: [sms]',
  'providers:',
  '  sms: [{ name: own, provider: bird, workspace: w, channelId: c, key: { secret: bird-key }, price: 0.07 }]',
  '',
].join('\n');

test('a folder is shown as its readers get it without an engine: segments and cost in each language, and what is cut', async () => {
  await put('workspace.yaml', PRICED);
  await put('templates/to-see.yaml', SMS);
  const { code, out } = await kairos('check', folder, '--looks');
  expect([code, out]).toEqual([
    0,
    [
      ...['template to-see (en)', '  sms, 1 (GSM-7, 15) segments, 0.07 EUR', '    text: Hello firstName'],
      ...['template to-see (uk)', '  sms, 1 (UCS-2, 16) segments, 0.07 EUR', '    text: Привіт firstName'],
      ...['good: 1 workspace, 1 template', ''],
    ].join('\n'),
  ]);
  const mail = `{ subject: Hi, html: <p>Hi</p>, text: '${'a'.repeat(2_001)}' }`;
  await put('templates/long.yaml', `name: long\nchannels:\n  email: ${mail}\n`);
  for (let i = 0; i < 50; i++) await put(`templates/more-${i}.yaml`, SMS.replace('to-see', `more-${i}`));
  const many = await kairos('check', folder, '--looks');
  expect(many.out).toContain('    of a text only the first 2,000 characters are shown\n');
  expect(many.out).toContain('53 more looks are not shown\n');
});

test('a token, a query and dead letters are shown', async () => {
  const { out } = await kairos('token', 'anna');
  expect(api.keys.isCustomerToken('anna', out.trim())).toBe(true);
  const debug = (await kairos('token', 'anna', '--debug')).out.trim();
  expect([0, 16 * 60_000].map((ms) => api.keys.isDebugToken('anna', debug, Date.now() + ms))).toEqual([true, false]);
  expect((await kairos('query')).out).toMatch(/^funnel +How far/m);
  const { out: rows } = await kairos('query', 'funnel', '--param', 'trigger=a', '--json');
  expect(JSON.parse(rows)).toMatchObject({ asked: 'funnel', trigger: 'a' });
  api.letters.set('d-1', {
    id: 'd-1',
    channel: 'email',
    customer: 'anna',
    trigger: 't',
    reason: 'x',
    kind: 'provider-refused',
    words: 'x',
    cause: 'x',
    at: 1,
    attempts: 3,
  });
  expect((await kairos('dead-letters')).out).toContain('d-1  email');
  expect((await kairos('dead-letters', '--requeue')).out).toBe('1 queued again\n');
  expect((await kairos('dead-letters')).out).toBe('nothing\n');
});

test('dead letters are counted, told by cause and sent again by what they have in common', async () => {
  const hour = 3_600_000;
  const letter = (id: string, channel: string, cause: string, at: number) => {
    const rest = { customer: 'anna', trigger: 't', reason: cause, kind: 'provider-refused' as const, words: cause };
    api.letters.set(id, { id, channel, cause, at, attempts: 1, ...rest });
  };
  const now = Date.now();
  letter('a', 'email', '554 out of order', now - hour);
  letter('b', 'email', '554 out of order', now - 30 * hour);
  letter('c', 'email', '550 no such user', now - hour);
  letter('d', 'webhook', '554 out of order', now - hour);
  const meant = ['dead-letters', '--channel', 'email', '--cause', '554 out of order', '--last', '24h'];
  expect((await kairos(...meant)).out).toMatch(/^a +email/m);
  expect((await kairos(...meant)).out).not.toMatch(/^[bcd] /m);
  expect((await kairos('dead-letters', '--groups', '--channel', 'email')).out).toMatch(/554 out of order +2 /);
  expect((await kairos(...meant, '--requeue', '--dry-run')).out).toBe('1 would be queued again\n');
  expect(api.letters.size).toBe(4);
  expect((await kairos(...meant, '--requeue')).out).toBe('1 queued again\n');
  expect([...api.letters.keys()]).toEqual(['b', 'c', 'd']);
  expect((await kairos('dead-letters', '--older', '24h', '--requeue')).out).toBe('1 queued again\n');
  expect([...api.letters.keys()]).toEqual(['c', 'd']);
  expect((await kairos('dead-letters', '--last', 'soon')).err).toMatch(
    /--last: expected a time such as 1h or 7d, got 'soon'/,
  );
  api.letters.clear();
});

test('what a person gets wrong is one clear line', async () => {
  await put('bad.csv', 'a,b\n');
  for (const [args, words] of [
    [['send', 'cart', '--value', 'oops', '--key', 'k'], /^kairos: --value: expected a JSON object/],
    [
      ['replay', 'x.csv', '--speed', '0', '--key', 'k'],
      /^kairos: --speed: expected a number from 1 on, or max, got '0'/,
    ],
    [['replay', join(folder, 'bad.csv'), '--key', 'k'], /bad\.csv:1: expected columns for lat, lon, time/],
    [['replay', join(folder, 'gone.csv'), '--key', 'k'], /^kairos: ENOENT: no such file/],
    [['check', join(folder, 'gone')], /^kairos: ENOENT/],
    [['query', 'funnel', '--param', 'x'], /^kairos: --param: expected name=value/],
    [['token', 'anna', '--url', 'nonsense'], /^kairos: --url: expected a URL/],
    [['token', 'anna', '--url', 'http://127.0.0.1:9'], /^kairos: no answer from http:\/\/127\.0\.0\.1:9/],
    [['token', 'anna', '--key', 'wrong'], /^kairos: the secret key is needed/],
    [['psuh'], /unknown command 'psuh'[\s\S]*push/],
    [['push'], /missing required argument 'folder'/],
  ] as const) {
    const { code, err, out } = await kairos(...args);
    expect(code, args.join(' ')).toBe(1);
    expect(err, args.join(' ')).toMatch(words);
    expect(err + out).not.toContain('    at ');
  }
});

test('it tells its version', async () => {
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(await kairos('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

test('as a process it answers on stdout, with an exit code, and without a stack', async () => {
  await putWorkspace();
  const env = { KAIROS_SECRET_KEY: api.secretKey };
  expect(await spawned(['check', '.'])).toEqual({
    code: 0,
    out: 'good: 1 workspace, 1 trigger, 1 template\n',
    err: '',
  });
  const pushed = await spawned(['push', '.', '--json', '--url', `http://127.0.0.1:${api.port}`], env);
  expect(pushed).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(pushed.out)).toEqual({ revision: api.definitions.live.revision, documents: 3, warnings: [] });
  expect(await spawned(['token', 'anna'])).toEqual({
    code: 1,
    out: '',
    err: 'kairos: no key: set KAIROS_SECRET_KEY or give --key (the engine shows its keys at its first start)\n',
  });
  const start = await spawned(['start'], { KAIROS_PORT: 'many', KAIROS_ROLES: 'cook' });
  expect(start).toMatchObject({ code: 1, out: '' });
  expect(start.err).toMatch(/^kairos: KAIROS_PORT: expected a port.*\nkairos: KAIROS_ROLES/);
});

test('an outline that crosses itself is mended on import, told, and published; by hand it is refused as before', async () => {
  const eight = {
    type: 'Feature',
    properties: { ISO: 'AT', NAME: 'Austria' },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
          [0, 0],
        ],
      ],
    },
  };
  await put('world.geojson', JSON.stringify({ type: 'FeatureCollection', features: [eight] }));
  const file = join(folder, 'world.geojson');
  const named = ['--id', 'ISO', '--name', 'NAME', '--tag', 'country'];
  const strict = await kairos('places', 'import', file, ...named);
  expect(strict).toMatchObject({ code: 1, err: expect.stringContaining('a ring that does not cross itself') });
  const told = 'mended: AT: features[0].geometry.coordinates[0] crossed itself near [0.5,0.5]: made 2 polygons of it\n';
  const dry = await kairos('places', 'import', file, '--mend', '--dry-run', ...named);
  expect(dry).toEqual({ code: 0, out: 'would take 1 place, 1 of them mended\n', err: told });
  expect(api.definitions.live.place.has('AT')).toBe(false);
  const ran = await kairos('places', 'import', file, '--mend', ...named);
  expect(ran).toEqual({
    code: 0,
    out: expect.stringMatching(/^published as revision \d+: 1 place, 1 of them mended\n$/),
    err: told,
  });
  expect(api.definitions.live.place.get('AT')).toMatchObject({ name: 'Austria', tags: ['country'] });
  const out = join(folder, 'places.geojson');
  const written = await kairos('places', 'import', file, '--mend', '--out', out, ...named);
  expect(written).toEqual({ code: 0, out: `wrote ${out}: 1 place, 1 of them mended\n`, err: told });
});
