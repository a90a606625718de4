import { CliFailure, type Io } from './contract.ts';

const MOST_BYTES = 1_000_000;

/** Reads the standard input to its end, as UTF-8. Throws CliFailure when there is more than a megabyte of it. */
export async function readAllInput({ stdin }: Pick<Io, 'stdin'>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdin) {
    const part = Buffer.from(chunk);
    chunks.push(part);
    bytes += part.byteLength;
    if (bytes > MOST_BYTES) throw new CliFailure('the standard input is longer than a megabyte');
  }
  return Buffer.concat(chunks).toString('utf8');
}
