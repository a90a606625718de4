import { EventEmitter, once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';

/** A unit as the other implementation reads it. */
export interface PeerPdu {
  readonly system_id?: string;
  readonly password?: string;
  readonly destination_addr: string;
  readonly source_addr: string;
  readonly source_addr_ton: number;
  readonly esm_class: number;
  readonly data_coding: number;
  readonly validity_period: string;
  readonly registered_delivery: number;
  readonly short_message: { readonly message: string; readonly udh?: readonly Buffer[] };
  response(more?: object): object;
}

/** A bound connection at the other end. */
export interface PeerSession extends EventEmitter {
  readonly socket: { destroy(): void };
  send(pdu: object): boolean;
  deliver_sm(fields: object, answered: (pdu: { readonly command_status: number }) => void): void;
}

const smpp = createRequire(import.meta.url)('smpp') as {
  createServer(handle: (session: PeerSession) => void): Server;
};

/** What the centre does with the next messages: a status of its answer, or something worse. */
export type SmppScript = number | 'never' | 'reset' | 'take-then-reset';

/** A message centre, made of another implementation of SMPP. */
export async function startSmppPeer({ password = 'secret' } = {}) {
  const heard = new EventEmitter();
  const sessions = new Set<PeerSession>();
  const peer = {
    script: 0 as SmppScript,
    port: 0,
    /** Answers to `enquire_link` are given. */
    isAwake: true,
    enquiries: 0,
    /** The most messages that waited for their answers at once. */
    mostAtOnce: 0,
    sessions,
    read: [] as PeerPdu[],
    taken: [] as PeerPdu[],
    nextRead: () => once(heard, 'read').then(() => undefined),
    nextEnquiry: () => once(heard, 'enquired').then(() => undefined),
    async stop() {
      for (const session of sessions) session.socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  const server = smpp.createServer((session) => {
    let waiting: PeerPdu[] = [];
    sessions.add(session);
    const answer = () => {
      peer.mostAtOnce = Math.max(peer.mostAtOnce, waiting.length);
      for (const pdu of waiting) respond(session, pdu);
      waiting = [];
    };
    session.on('error', () => undefined).on('close', () => sessions.delete(session));
    session.on('bind_transceiver', (pdu: PeerPdu) =>
      session.send(pdu.response({ command_status: pdu.password === password ? 0 : 0x0e })),
    );
    session.on('enquire_link', (pdu: PeerPdu) => {
      peer.enquiries++;
      heard.emit('enquired');
      if (peer.isAwake) session.send(pdu.response());
    });
    session.on('unbind', (pdu: PeerPdu) => session.send(pdu.response()));
    session.on('submit_sm', (pdu: PeerPdu) => {
      waiting.push(pdu);
      if (waiting.length === 1) setImmediate(answer);
    });
  });
  const respond = (session: PeerSession, pdu: PeerPdu) => {
    const { script } = peer;
    peer.read.push(pdu);
    heard.emit('read');
    if (script === 'never') return;
    if (script === 0 || script === 'take-then-reset') peer.taken.push(pdu);
    if (typeof script === 'string') session.socket.destroy();
    else session.send(pdu.response({ command_status: script, message_id: `id-${peer.taken.length}` }));
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  peer.port = (server.address() as AddressInfo).port;
  return peer;
}
