import type { AttachedFile } from '../contract.ts';

const MOST_FILES = 10;
const MOST_NAME_CHARS = 100;

/** The media types of files that mails carry, by the endings of their names. */
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  gif: 'image/gif',
  html: 'text/html',
  ics: 'text/calendar',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  md: 'text/markdown',
  pdf: 'application/pdf',
  pkpass: 'application/vnd.apple.pkpass',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  vcf: 'text/vcard',
  webp: 'image/webp',
};
/** No part of a path, of a header, or of what a file system refuses. */
const NAME = /^(?![.\s])[^\p{Cc}\p{Cf}/\\:*?"<>|]+$/u;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** What the slot of attachments may say. */
export const ATTACHMENTS_EXPECTED = `at most ${MOST_FILES} files, each with a 'name' that ends in ${Object.keys(TYPES).join(', ')}, and its 'text' or its bytes as 'base64'`;

/**
 * Reads the files that go with a mail from its slot: a JSON list. What may stand there is a closed list of kinds, as
 * mail services refuse whole mails for a program among their files. Undefined: it says no such thing.
 */
export function readAttachments(written: string): readonly AttachedFile[] | undefined {
  const said = parse(written);
  if (!Array.isArray(said) || said.length > MOST_FILES) return undefined;
  const files = said.map(fileOf);
  return files.every((file) => file !== undefined) ? files : undefined;
}

function fileOf(said: unknown): AttachedFile | undefined {
  if (typeof said !== 'object' || said === null) return undefined;
  const { name: given, text, base64: bytes, ...rest } = said as Readonly<Record<string, unknown>>;
  if (typeof given !== 'string' || Object.keys(rest).length > 0) return undefined;
  const name = given.trim().normalize();
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const type = Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined;
  if (type === undefined || name.length > MOST_NAME_CHARS || !NAME.test(name)) return undefined;
  if (typeof text === 'string' && bytes === undefined) return { name, type, text };
  const base64 = typeof bytes === 'string' && text === undefined ? bytes.replace(/\s+/g, '') : '';
  return base64 !== '' && BASE64.test(base64) ? { name, type, base64 } : undefined;
}

function parse(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
