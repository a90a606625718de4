import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ServerFrame } from '../../sdk/protocol.ts';

/** A WebSocket whose frames a test awaits one by one. */
export interface Wire {
  readonly socket: WebSocket;
  say(frame: unknown): void;
  /** The next frame of the engine. */
  heard(): Promise<ServerFrame>;
  /** The code it was closed with. */
  readonly closed: Promise<number>;
  close(): void;
}

/** Connects, or rejects with the status of the answer. */
export async function openWire(url: string, key?: string, protocols: readonly string[] = []): Promise<Wire> {
  const socket = new WebSocket(
    url,
    [...protocols],
    key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } },
  );
  const frames: ServerFrame[] = [];
  const waiting: ((frame: ServerFrame) => void)[] = [];
  socket.on('message', (bytes) => {
    const frame = JSON.parse(String(bytes)) as ServerFrame;
    const wake = waiting.shift();
    if (wake) wake(frame);
    else frames.push(frame);
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await once(socket, 'open');
  socket.on('error', () => undefined);
  return {
    socket,
    say: (frame) => socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame)),
    heard: () => {
      const frame = frames.shift();
      return frame ? Promise.resolve(frame) : new Promise((resolve) => waiting.push(resolve));
    },
    closed,
    close: () => socket.close(),
  };
}
