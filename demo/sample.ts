import { fileURLToPath } from 'node:url';
import { readFolder } from '../engine/definitions/folder.ts';
import { zoneAt } from '../engine/zone-at.ts';
import { InvalidDefinitions } from '../triggers/contract.ts';
import type { Place } from '../triggers/places/contract.ts';
import { parsePlaces } from '../triggers/places/parse-places.ts';

/** The workspace that the demo runs: a made-up retailer in Leipzig. */
export const SAMPLE_FOLDER = fileURLToPath(new URL('../config/sample', import.meta.url));

/** The places of a workspace folder. Throws InvalidDefinitions. */
export async function placesIn(folder: string): Promise<readonly Place[]> {
  const { documents } = await readFolder(folder);
  const parsed = documents
    .filter(({ kind }) => kind === 'place')
    .map(({ source, body }) => parsePlaces(source, body, zoneAt));
  const problems = parsed.flatMap((one) => one.problems);
  if (problems.length > 0) throw new InvalidDefinitions(problems);
  return parsed.flatMap(({ places }) => places);
}
