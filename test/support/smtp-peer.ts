import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What the peer does with the next mails. Replies are whole lines. */
export interface SmtpScript {
  /** `never`: it says nothing; `reset`: it closes at once. */
  readonly greeting?: 'never' | 'reset';
  readonly mail?: string;
  readonly rcpt?: string;
  /** `never`: it does not allow the mail. */
  readonly data?: string;
  /** To the whole mail; `reset`: it takes the mail and closes without a word; `never`: it says nothing. */
  readonly content?: string | 'reset' | 'never';
  /** Sends the reply to the mail byte by byte, so often. */
  readonly byteEveryMs?: number;
}

export interface SmtpPeer {
  readonly port: number;
  script: SmtpScript;
  /** Mails that were read to their end, whatever the reply. */
  readonly read: string[];
  /** Mails the peer took responsibility for. */
  readonly taken: string[];
  /** Recipients asked for. */
  readonly recipients: string[];
  /** How often it was asked to take a mail. */
  asked: number;
  connections: number;
  stop(): Promise<void>;
}

/** A scripted SMTP server on the loopback interface: says what the script says, and keeps what it took. */
export async function startSmtpPeer(): Promise<SmtpPeer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    peer.connections++;
    converse(socket, peer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const peer: SmtpPeer = {
    port: (server.address() as AddressInfo).port,
    script: {},
    read: [],
    taken: [],
    recipients: [],
    asked: 0,
    connections: 0,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return peer;
}

function converse(socket: Socket, peer: SmtpPeer): void {
  const { greeting } = peer.script;
  if (greeting === 'reset') socket.resetAndDestroy();
  if (greeting) return;
  const say = (line: string) => socket.write(`${line}\r\n`);
  say('220 peer ESMTP');
  let pending = '';
  let isMail = false;
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    pending += chunk;
    for (;;) {
      const mark = isMail ? '\r\n.\r\n' : '\r\n';
      const end = pending.indexOf(mark);
      if (end < 0) return;
      const part = pending.slice(0, end);
      pending = pending.slice(end + mark.length);
      if (isMail) {
        isMail = false;
        takeMail(socket, peer, part);
      } else isMail = answer(part, peer, say, socket);
    }
  });
}

/** Answers a command; true when the mail comes next. */
function answer(command: string, peer: SmtpPeer, say: (line: string) => void, socket: Socket): boolean {
  const { script, recipients } = peer;
  const verb = command.slice(0, 4).toUpperCase();
  switch (verb) {
    case 'EHLO':
      say('250 peer');
      return false;
    case 'MAIL':
      say(script.mail ?? '250 2.1.0 ok');
      return false;
    case 'RCPT':
      recipients.push(command.slice(8).replace(/[<> ].*|[<>]/g, ''));
      say(script.rcpt ?? '250 2.1.5 ok');
      return false;
    case 'DATA':
      peer.asked++;
      if (script.data === 'never') return false;
      say(script.data ?? '354 go on');
      return script.data === undefined;
    case 'QUIT':
      say('221 bye');
      socket.end();
      return false;
    default:
      say('250 ok');
      return false;
  }
}

function takeMail(socket: Socket, { script, read, taken }: SmtpPeer, mail: string): void {
  read.push(mail);
  const { content = '250 2.0.0 queued', byteEveryMs } = script;
  if (content === 'never') return;
  if (content === 'reset') {
    taken.push(mail);
    socket.resetAndDestroy();
    return;
  }
  if (content.startsWith('2')) taken.push(mail);
  const reply = `${content}\r\n`;
  if (byteEveryMs === undefined) socket.write(reply);
  else drip(socket, reply, byteEveryMs);
}

function drip(socket: Socket, text: string, everyMs: number): void {
  let next = 0;
  const timer = setInterval(() => {
    socket.write(text[next++] ?? '');
    if (next >= text.length) clearInterval(timer);
  }, everyMs);
  socket.on('close', () => clearInterval(timer));
}
