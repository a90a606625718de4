import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { filter, firstValueFrom, Subject, take, toArray } from 'rxjs';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived. */
export interface Arrived {
  readonly to: string;
  /** The delivery it says it is. */
  readonly delivery: string;
  readonly mail: ParsedMail;
  /** As it came over the wire. */
  readonly source: string;
}

/** A real SMTP server on the loopback interface that keeps what it is given. */
export interface MailServer {
  readonly url: string;
  readonly port: number;
  readonly arrived: readonly Arrived[];
  /** Mails to one address, in the order they came. */
  to(address: string): readonly Arrived[];
  /** Waits until so many mails have come to an address. */
  arrival(address: string, count?: number): Promise<readonly Arrived[]>;
  /** The next mail that comes, to whomever. */
  next(): Promise<Arrived>;
  /** Answers mails to an address with this code and text from now on; without one it takes them again. */
  refuse(address: string, response?: string): void;
  close(): Promise<void>;
}

/** Starts one, on a free port unless told. */
export async function startMailServer(wanted = 0): Promise<MailServer> {
  const arrived: Arrived[] = [];
  const refusals = new Map<string, string>();
  const came = new Subject<Arrived>();
  const keep = async (source: Buffer, recipients: readonly string[]): Promise<void> => {
    const mail = await simpleParser(source);
    for (const to of recipients) {
      const one = { to, delivery: String(mail.headers.get('x-kairos-delivery') ?? ''), mail, source: String(source) };
      arrived.push(one);
      came.next(one);
    }
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo({ address }, _session, done) {
      const response = refusals.get(address);
      if (response === undefined) return done();
      done(Object.assign(new Error(response.slice(4)), { responseCode: Number(response.slice(0, 3)) }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      const to = session.envelope.rcptTo.map(({ address }) => address);
      stream.on('end', () => keep(Buffer.concat(chunks), to).then(() => done(), done));
    },
  });
  // An engine that is killed in the middle of a mail is what some tests are about.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const to = (address: string) => arrived.filter((one) => one.to === address);

  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    arrived,
    to,
    async arrival(address, count = 1) {
      const missing = count - to(address).length;
      if (missing > 0) {
        await firstValueFrom(
          came.pipe(
            filter((one) => one.to === address),
            take(missing),
            toArray(),
          ),
        );
      }
      return to(address);
    },
    next: () => firstValueFrom(came),
    refuse(address, response) {
      if (response === undefined) refusals.delete(address);
      else refusals.set(address, response);
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
