import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { COMMAND, type Pdu, RESPONSE, readText, takePdus, writeBody, writePdu } from './pdu.ts';

export interface SessionSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: 'off' | 'required' | 'unverified';
  readonly user: string;
  readonly password: string;
  readonly systemType: string;
  readonly connectSeconds: number;
  readonly enquireSeconds: number;
}

/** A centre that refuses what we are; `status` is its reason. */
export class BindRefused extends Error {
  override readonly name = 'BindRefused';
  readonly status: number;
  constructor(status: number) {
    super(`bind refused with status 0x${status.toString(16)}`);
    this.status = status;
  }
}

/** A connection that is bound: it sends and receives. */
export interface Session {
  /** Sends a command; resolves with its answer, rejects when the connection ends before. */
  ask(command: number, body: Buffer): Promise<Pdu>;
  readonly isOpen: boolean;
  close(): Promise<void>;
}

const VERSION = 0x34;
const CLOSE_MS = 1_000;
const MOST_WAITING = 10_000;

/**
 * Connects to a centre and binds as a transceiver. Each `deliver_sm` is handed to `deliver`, with its number on this
 * connection, and answered; a connection that does not answer an `enquire_link` in time is given up.
 */
export async function openSession(
  settings: SessionSettings,
  deliver: (body: Buffer, sequence: number) => void,
): Promise<Session> {
  const socket = await connect(settings);
  const waiting = new Map<number, { resolve(pdu: Pdu): void; reject(cause: Error): void }>();
  let [sequence, rest, isOpen] = [0, Buffer.alloc(0), true];
  const send = (command: number, status: number, number: number, body: Buffer) =>
    socket.write(writePdu({ command, status, sequence: number, body }));
  const ask = (command: number, body: Buffer): Promise<Pdu> =>
    new Promise((resolve, reject) => {
      if (!isOpen) {
        reject(new Error('the connection has ended'));
        return;
      }
      sequence = (sequence % 0x7fff_ffff) + 1;
      if (waiting.size >= MOST_WAITING) end(new Error('the centre leaves too much without an answer'));
      waiting.set(sequence, { resolve, reject });
      send(command, 0, sequence, body);
    });
  const end = (why: Error) => {
    if (!isOpen) return;
    isOpen = false;
    clearInterval(enquiring);
    socket.destroy();
    for (const { reject } of waiting.values()) reject(why);
    waiting.clear();
  };
  const hear = (pdu: Pdu) => {
    if (pdu.command & RESPONSE) {
      waiting.get(pdu.sequence)?.resolve(pdu);
      waiting.delete(pdu.sequence);
      return;
    }
    const isText = pdu.command === COMMAND.deliver;
    if (isText) deliver(pdu.body, pdu.sequence);
    send((pdu.command | RESPONSE) >>> 0, 0, pdu.sequence, isText ? writeBody(['']) : Buffer.alloc(0));
    if (pdu.command === COMMAND.unbind) end(new Error('the centre has unbound us'));
  };
  socket.on('data', (bytes: Buffer) => {
    try {
      const taken = takePdus(Buffer.concat([rest, bytes]));
      rest = Buffer.from(taken.rest);
      taken.pdus.forEach(hear);
    } catch (cause) {
      end(cause as Error);
    }
  });
  socket.on('error', end).on('close', () => end(new Error('the connection has ended')));

  const enquiring = setInterval(() => {
    let isAnswered = false;
    ask(COMMAND.enquire, Buffer.alloc(0)).then(
      () => {
        isAnswered = true;
      },
      () => undefined, // the connection has ended, and those who wait have heard so
    );
    setTimeout(() => {
      if (!isAnswered) end(new Error('the centre is silent'));
    }, settings.enquireSeconds * 900).unref();
  }, settings.enquireSeconds * 1_000);
  enquiring.unref();

  try {
    await bind(settings, ask);
  } catch (cause) {
    end(cause as Error);
    throw cause;
  }
  return {
    ask,
    get isOpen() {
      return isOpen;
    },
    async close() {
      if (!isOpen) return;
      const late = new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref());
      await Promise.race([ask(COMMAND.unbind, Buffer.alloc(0)).catch(() => undefined), late]);
      end(new Error('it was closed'));
    },
  };
}

async function bind(settings: SessionSettings, ask: Session['ask']): Promise<void> {
  const { user, password, systemType, connectSeconds } = settings;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the centre does not answer the bind')), connectSeconds * 1_000);
  });
  try {
    const body = writeBody([user, password, systemType, VERSION, 0, 0, '']);
    const { status } = await Promise.race([ask(COMMAND.bind, body), late]);
    if (status !== 0) throw new BindRefused(status);
  } finally {
    clearTimeout(timer);
  }
}

function connect({ host, port, tls, connectSeconds }: SessionSettings): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const options = { host, port, ...(tls === 'unverified' && { rejectUnauthorized: false }) };
    const socket = tls === 'off' ? connectPlain(options) : connectTls({ ...options, servername: host });
    const fail = (cause: Error) => {
      socket.destroy();
      reject(cause);
    };
    socket.setTimeout(connectSeconds * 1_000, () => fail(new Error(`no connection within ${connectSeconds} s`)));
    socket.once('error', fail).once(tls === 'off' ? 'connect' : 'secureConnect', () => {
      socket.setTimeout(0).off('error', fail).setNoDelay(true);
      resolve(socket);
    });
  });
}

/** Returns the id that an answer gives a message. */
export function messageIdOf({ body }: Pdu): string {
  return readText(body).text;
}
