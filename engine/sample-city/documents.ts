import { fileURLToPath } from 'node:url';
import type { Document } from '../definitions/contract.ts';
import { readFolder } from '../definitions/folder.ts';

const FOLDER = fileURLToPath(new URL('../../config/sample-city', import.meta.url));
/** Everything of the sample city is called so, its walkers too. */
export const SAMPLE = 'sample-';

/** Reads the places, triggers and templates of the sample city. */
export async function readSampleCity(): Promise<readonly Document[]> {
  return (await readFolder(FOLDER)).documents;
}
