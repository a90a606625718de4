import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Document } from './contract.ts';
import { formatFile, parseFile } from './file.ts';
import { readFolder, writeFolder } from './folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-folder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

const feature = (id: string) => ({
  type: 'Feature',
  properties: { id, name: id },
  geometry: { type: 'Point', coordinates: [13.4, 52.5] },
});

async function putSample(): Promise<void> {
  await put('workspace.yaml', '# ours\nname: Corner\nzone: Europe/Berlin\n');
  await put(
    'places/stores.geojson',
    JSON.stringify({ type: 'FeatureCollection', features: [feature('a'), feature('b')] }),
  );
  await put('places/park.geojson', JSON.stringify(feature('park')));
  await put('triggers/two.yaml', 'name: one\nwhen:\n  all:\n    - x: { above: 1 }\n---\nname: two\n');
  await put('triggers/three.json', '[{"name":"three"}]');
  await put(
    'templates/hello.yml',
    'name: hello\nchannels:\n  email:\n    html: |\n      <p>\n        Hi\n      </p>\n',
  );
  await put('notes.md', 'not ours');
  await put('triggers/.draft.yaml', 'name: draft');
}

test('a folder gives one document for each workspace, place, trigger and template', async () => {
  await putSample();
  const { documents } = await readFolder(folder);
  expect(documents.map(({ kind, name, source }) => [kind, name, source])).toEqual([
    ['workspace', 'workspace', 'workspace.yaml'],
    ['place', 'park', 'places/park.geojson'],
    ['place', 'a', 'places/stores.geojson#1'],
    ['place', 'b', 'places/stores.geojson#2'],
    ['trigger', 'three', 'triggers/three.json#1'],
    ['trigger', 'one', 'triggers/two.yaml#1'],
    ['trigger', 'two', 'triggers/two.yaml#2'],
    ['template', 'hello', 'templates/hello.yml'],
  ]);
});

test('what is written into an empty folder reads back the same', async () => {
  await putSample();
  const { documents } = await readFolder(folder);
  const copy = join(folder, 'copy');
  const { written } = await writeFolder(copy, documents, { prune: false });
  expect(written).toHaveLength(6);
  expect((await readFolder(copy)).documents).toEqual(documents);
});

test('any body survives being written and read, in YAML and in JSON', () => {
  // Lists and collections at the top are several documents, and YAML has no undefined: bodies are maps.
  const body = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }));
  fc.assert(
    fc.property(fc.array(body, { minLength: 1, maxLength: 3 }), fc.constantFrom('yaml', 'json'), (bodies, ending) => {
      const path = `triggers/x.${ending}`;
      const documents: Document[] = bodies.map((b) => ({ kind: 'trigger', name: 'x', source: path, body: b }));
      const read = parseFile(path, formatFile(path, documents));
      expect(read.problems).toEqual([]);
      // JSON, unlike YAML, has no minus zero; neither has prototype-less objects.
      const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
      expect(plain(read.documents.map((d) => d.body))).toEqual(plain(bodies));
    }),
    { numRuns: 200 },
  );
});

test.each(['places/a.geojson', 'places/a.json', 'triggers/a.yaml'])(
  'a byte order mark before %s is no part of it',
  (path) => {
    const text = path.endsWith('yaml') ? 'name: a\n' : '{"type":"Feature","properties":{"id":"a"}}';
    const marked = parseFile(path, `\uFEFF${text}`);
    expect([marked.problems, marked.documents]).toEqual([[], parseFile(path, text).documents]);
  },
);

test('the sample workspace survives a round trip', async () => {
  const { documents } = await readFolder(fileURLToPath(new URL('../../config/sample', import.meta.url)));
  expect(documents.length).toBeGreaterThan(50);
  await writeFolder(folder, documents, { prune: false });
  expect((await readFolder(folder)).documents).toEqual(documents);
});

test('files that already say the same keep their comments; those that hold nothing live are named, and deleted only when pruned', async () => {
  await putSample();
  const { documents } = await readFolder(folder);
  const live = documents
    .filter(({ name }) => name !== 'hello')
    .map(({ text, ...d }) => (d.name === 'two' ? { ...d, body: { name: 'two', priority: 3 } } : { ...d, text: text! }));
  const first = await writeFolder(folder, live, { prune: false });
  expect(first.written).toEqual(['triggers/two.yaml']);
  expect(first.leftover).toEqual(['templates/hello.yml']);
  expect(await readFile(join(folder, 'workspace.yaml'), 'utf8')).toContain('# ours');
  expect(await readFile(join(folder, 'templates/hello.yml'), 'utf8')).toContain('hello');
  await writeFolder(folder, live, { prune: true });
  await expect(readFile(join(folder, 'templates/hello.yml'))).rejects.toThrow('ENOENT');
  expect(await readFile(join(folder, 'notes.md'), 'utf8')).toBe('not ours');
});

test('comments come back into an empty folder, and those of a file with several documents each with its own', async () => {
  const two = '# both are ours\nname: one\n---\n# second\nname: two # here\n';
  const { documents } = parseFile('triggers/both.yaml', two);
  expect(documents.map(({ name, text }) => [name, text])).toEqual([
    ['one', '# both are ours\nname: one\n'],
    ['two', '# second\nname: two # here\n'],
  ]);
  await writeFolder(folder, documents, { prune: false });
  expect(await readFile(join(folder, 'triggers/both.yaml'), 'utf8')).toBe(two);
  const [one, { text: _, ...second }] = documents as [Document, Document];
  const changed = [one, { ...second, body: { name: 'two', priority: 3 } }];
  expect((await writeFolder(folder, changed, { prune: false })).written).toEqual(['triggers/both.yaml']);
  expect(await readFile(join(folder, 'triggers/both.yaml'), 'utf8')).toBe(
    '# both are ours\nname: one\n---\nname: two\npriority: 3\n',
  );
  const typed = [{ ...documents[0]!, text: 'name: one # by a colleague\n' }, documents[1]!];
  expect((await writeFolder(folder, typed, { prune: false })).written).toEqual(['triggers/both.yaml']);
});

test('a document whose source is no file of the folder gets a file of its own, inside of it', async () => {
  const strays = ['api', '../../etc/passwd.yaml', 'triggers/../../x.yaml', '/abs.yaml', 'templates/x.yaml'];
  const documents = strays.map((source, i): Document => ({ kind: 'trigger', name: `t/../${i}`, source, body: { i } }));
  const { written } = await writeFolder(folder, documents, { prune: false });
  expect(written).toEqual(strays.map((_, i) => `triggers/t-..-${i}.yaml`));
});

test('a file that does not parse is named with its line, and all of them at once', async () => {
  await put('triggers/a.yaml', 'name: a\nwhen: [1\n');
  await put('triggers/b.yaml', 'name: b\nname: b\n');
  await expect(readFolder(folder)).rejects.toMatchObject({
    problems: [{ source: expect.stringMatching(/^triggers\/a\.yaml:[23]$/) }, { source: 'triggers/b.yaml:2' }],
  });
});

test('a folder without any definition, or that is not there, is refused', async () => {
  await expect(readFolder(folder)).rejects.toThrow('workspace.yaml, or files in');
  await expect(readFolder(join(folder, 'gone'))).rejects.toThrow('ENOENT');
});

test('a problem is located by its path, down to the deepest part that is there', async () => {
  await put(
    'triggers/x.yaml',
    'name: x\n---\nname: y\nwhen:\n  all:\n    - a.b: { above: 1 }\n    - c.d: { abve: 1 }\n',
  );
  await put('places/s.geojson', '{"type":"FeatureCollection",\n"features":[\n{"type":"Feature",\n"geometry":{}}]}');
  const { locate } = await readFolder(folder);
  const lineOf = (source: string, path: string) => locate({ source, path, expected: '' }).source;
  expect(lineOf('triggers/x.yaml#2', 'when.all[1].c.d.abve')).toBe('triggers/x.yaml:7');
  expect(lineOf('triggers/x.yaml#2', 'when.all[0].a.b')).toBe('triggers/x.yaml:6');
  expect(lineOf('triggers/x.yaml#2', 'message.template')).toBe('triggers/x.yaml:3');
  expect(lineOf('places/s.geojson#1', 'geometry.coordinates')).toBe('places/s.geojson:4');
  expect(lineOf('elsewhere', 'x')).toBe('elsewhere');
});
