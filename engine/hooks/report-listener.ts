import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import type { Closable, Log } from '../contract.ts';
import type { ReportMails } from './contract.ts';

export interface ReportListenerParts {
  readonly settings: { readonly reportPort: number; readonly reportHost: string };
  readonly reports: ReportMails;
  readonly log: Log;
}

/**
 * A report holds a copy of the mail at most; most hold its headers alone. With all connections this bounds the memory.
 */
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_CONNECTIONS = 25;
/** A report is about one mail; a server that has several sends them one by one, or a few at once. */
const MOST_RECIPIENTS = 10;
const SILENCE_MS = 30_000;
/** Connections that are open when the engine stops get so long to end. */
const CLOSE_MS = 1_000;

/**
 * Opens the listener for reports by mail (SMTP). It takes mails to report addresses of ours and refuses every other
 * address in the dialogue. A mail is answered 250 once what it reports is stored; else 451, and its server comes again.
 */
export async function openReportListener({
  settings: { reportPort, reportHost },
  reports,
  log,
}: ReportListenerParts): Promise<Closable & { readonly port: number }> {
  const server = new SMTPServer({
    banner: 'reports',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: MOST_BYTES,
    maxClients: MOST_CONNECTIONS,
    socketTimeout: SILENCE_MS,
    closeTimeout: CLOSE_MS,
    onRcptTo({ address }, { envelope: { rcptTo } }, done) {
      if (rcptTo.length >= MOST_RECIPIENTS) return done(answerWith(452, 'too many addresses at once'));
      reports.expects(address).then(
        (isOurs) => done(isOurs ? null : answerWith(550, 'no reports are taken at this address')),
        (cause: unknown) => done(putOff(log, cause)),
      );
    },
    onData(stream, { envelope: { rcptTo } }, done) {
      const addresses = rcptTo.map(({ address }) => address);
      readAll(stream)
        .then(async (bytes) => {
          if (bytes === undefined) return done(answerWith(552, `a report has at most ${MOST_BYTES} bytes`));
          await reports.take(addresses, bytes);
          return done(null, 'stored');
        })
        .catch((cause: unknown) => done(putOff(log, cause)));
    },
  });
  // What goes wrong in one connection ends that connection alone.
  server.on('error', (cause: unknown) => log.info('a connection of the report listener broke', { cause }));
  await listen(server, reportPort, reportHost);
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

function listen(server: SMTPServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
}

/** Reads a mail; undefined: it is too large, and was read to its end without being kept. */
async function readAll(stream: SMTPServerDataStream): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) chunks.length = 0;
    else chunks.push(chunk);
  }
  return size > MOST_BYTES ? undefined : Buffer.concat(chunks);
}

function putOff(log: Log, cause: unknown): Error {
  log.warn('a report by mail could not be stored; its server comes again', { cause });
  return answerWith(451, 'try again later');
}

function answerWith(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
