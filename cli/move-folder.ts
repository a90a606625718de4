import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Moves a folder, also to another disk. What is there is overwritten by nothing: the target must not exist. */
export async function moveFolder(from: string, to: string): Promise<void> {
  await mkdir(dirname(resolve(to)), { recursive: true });
  try {
    await rename(from, to);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EXDEV') throw cause;
    await cp(from, to, { recursive: true, errorOnExist: true, force: false });
    await rm(from, { recursive: true });
  }
}
