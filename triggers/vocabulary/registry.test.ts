import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { loadFolder, loadPart } from './registry.ts';

test('every source of a folder is a part; its tests, types, contract and data are none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kairos-parts-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const part = "export default { name: 'one' };";
  for (const name of ['one.js', 'one.test.js', 'one.d.ts', 'contract.js', 'one.json', 'one.js.map'])
    await writeFile(join(folder, name), part);
  const url = pathToFileURL(`${folder}/`);
  expect([...(await loadFolder(url)).keys()]).toEqual(['one']);
  expect(await loadPart(url, 'one')).toEqual({ name: 'one' });
  expect(await loadPart(url, 'two')).toBeUndefined();
});

test('a part that calls itself otherwise than its file is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kairos-parts-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'one.js'), "export default { name: 'other' };");
  await expect(loadFolder(pathToFileURL(`${folder}/`))).rejects.toThrow("named 'one', got 'other'");
});
