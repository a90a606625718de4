import { readFileSync } from 'node:fs';
import { readGiven } from './given.ts';
import { InvalidSettings } from './invalid-settings.ts';
import { SECRETS } from './secrets.ts';
import type { Settings } from './settings.ts';

/** Loads only the keys, for a program that calls an engine. Throws InvalidSettings. */
export function loadKeys(env: Readonly<Record<string, string | undefined>>): Pick<Settings, 'ingestKey' | 'secretKey'> {
  const own = Object.entries(env).filter(([name]) => /^KAIROS_(INGEST|SECRET)_KEY(_FILE)?$/.test(name));
  const { values, problems } = readGiven(Object.fromEntries(own), SECRETS, SECRETS, readText);
  if (problems.length > 0) throw new InvalidSettings(problems);
  const { KAIROS_INGEST_KEY: ingestKey, KAIROS_SECRET_KEY: secretKey } = values;
  return { ...(ingestKey && { ingestKey }), ...(secretKey && { secretKey }) };
}

const readText = (path: string) => readFileSync(path, 'utf8');
