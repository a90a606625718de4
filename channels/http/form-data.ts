import { createHash } from 'node:crypto';

/** A file in a form. */
export interface FormFile {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Writes a form with files (RFC 7578): its content, and the type that says where its parts end. */
export function writeFormData(
  fields: URLSearchParams,
  files: readonly FormFile[],
): { readonly body: Buffer; readonly type: string } {
  const parts = [
    ...[...fields].map(([name, value]) => partOf(`name="${spell(name)}"`, '', Buffer.from(value))),
    ...files.map(({ field, name, type, bytes }) =>
      partOf(`name="${spell(field)}"; filename="${spell(name)}"`, `Content-Type: ${type}\r\n`, bytes),
    ),
  ];
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  const boundary = `kairos-${hash.digest('hex').slice(0, 40)}`;
  const line = Buffer.from(`--${boundary}\r\n`);
  const body = Buffer.concat([...parts.flatMap((part) => [line, part]), Buffer.from(`--${boundary}--\r\n`)]);
  return { body, type: `multipart/form-data; boundary=${boundary}` };
}

function partOf(about: string, more: string, bytes: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`Content-Disposition: form-data; ${about}\r\n${more}\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
}

/** A name within quotes, as browsers write it. */
function spell(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
