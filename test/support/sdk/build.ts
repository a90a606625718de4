import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../cli/setup/run.mjs';
import { root } from '../sources.ts';

/** The packages of the SDK, built and packed in a folder of their own. */
export interface BuiltSdk {
  readonly folder: string;
  /** The tarballs, by the end of their package's name. */
  readonly tarballs: Readonly<Record<string, string>>;
  /** What the build said; its last lines are the table of sizes. */
  readonly said: string;
  remove(): Promise<void>;
}

/** Builds the packages as `npm run build:sdk` does. */
export async function buildSdkPackages(): Promise<BuiltSdk> {
  const folder = await mkdtemp(join(tmpdir(), 'sdk-'));
  const { code, said } = await run(process.execPath, [join(root, 'cli/setup/build-sdk.mjs'), folder], {
    cwd: root,
    env: { NODE_ENV: 'production' },
  });
  if (code !== 0) throw new Error(`the SDK was not built: ${said}`);
  const packed = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  return {
    folder,
    tarballs: Object.fromEntries(packed.map((name) => [name.replace(/^kairos-|-\d.*$/g, ''), join(folder, name)])),
    said,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
