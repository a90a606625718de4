import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Closable } from '../../engine/contract.ts';

/** A mail that came in. */
export interface Mail {
  readonly number: number;
  readonly to: string;
  readonly subject: string;
  readonly receivedAt: number;
  readonly file: string;
}

/** An SMTP server that keeps what it is given and sends nothing on. */
export interface Mailbox extends Closable {
  readonly url: string;
  /** How many came since it was opened. */
  readonly received: number;
  /** The last ones, newest first. */
  readonly mails: readonly Mail[];
  /** A mail with its parts, read from its file; undefined when there is none of that number. */
  open(number: number): Promise<ParsedMail | undefined>;
}

const MOST_LISTED = 2_000;
const LARGEST_BYTES = 5 * 1024 * 1024;

/** Opens a mailbox on a free port of this machine; each mail becomes a file in the folder. */
export async function openMailbox(folder: string): Promise<Mailbox> {
  await mkdir(folder, { recursive: true });
  const mails: Mail[] = [];
  let received = 0;

  const keep = async (source: Buffer, recipients: readonly string[]): Promise<void> => {
    const number = ++received;
    const { subject = '(no subject)' } = await simpleParser(headOf(source));
    const to = recipients.join(', ');
    const file = join(
      folder,
      `${String(number).padStart(5, '0')}-${to.replace(/[^A-Za-z0-9@._-]/g, '-').slice(0, 80)}.eml`,
    );
    await writeFile(file, source);
    mails.unshift({ number, to, subject, receivedAt: Date.now(), file });
    mails.length = Math.min(mails.length, MOST_LISTED);
  };

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: LARGEST_BYTES,
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk);
      });
      stream.on('end', () => {
        if (stream.sizeExceeded) {
          done(Object.assign(new Error('the mail is too large'), { responseCode: 552 }));
          return;
        }
        const to = session.envelope.rcptTo.map(({ address }) => address);
        keep(Buffer.concat(chunks), to).then(() => done(), done);
      });
    },
  });
  // A client that goes away in the middle is none of our business: it delivers again or reports it.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    get received() {
      return received;
    },
    mails,
    async open(number) {
      const mail = mails.find((candidate) => candidate.number === number);
      return mail && (await simpleParser(await readFile(mail.file)));
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

/** Reads the headers only: the sender is waiting, and the list needs no more. */
function headOf(source: Buffer): Buffer {
  const end = source.indexOf('\r\n\r\n');
  return end < 0 ? source : source.subarray(0, end + 4);
}
