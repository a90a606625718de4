import * as z from 'zod';
import { Refused } from './failures.ts';

/** The header by which a change names the version that it was made from. */
export const ifMatchHeader = z.object({
  'if-match': z.string().max(100).optional().describe('The version that it was made from, such as `"3"`.'),
});

const VERSION = /^(?:W\/)?"?(\d{1,15})"?$/;

/** Reads the header; without one, or with `*`, any version is replaced. */
export function ifMatch(header: string | undefined): { readonly expectedVersion?: number } {
  if (header === undefined || header === '*') return {};
  const version = VERSION.exec(header)?.[1];
  if (version === undefined) throw new Refused(400, `If-Match: expected one version, such as "3", got ${header}`);
  return { expectedVersion: Number(version) };
}
