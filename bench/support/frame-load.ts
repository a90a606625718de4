import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** WebSocket connections that keep a number of frames under way each, and count what is acknowledged. */
export interface FrameLoad {
  readonly port: number;
  readonly connections: number;
  /** Frames of one connection that wait for their acknowledgement. */
  readonly window: number;
  readonly frame: string;
  readonly signalsInFrame: number;
  /** How many signals an answer of so many bytes acknowledges. */
  acknowledgedBy(bytes: number): number;
  readonly seconds: number;
}

/** Signals acknowledged in the time. Cheap on its own side: one buffer of ready-made frames, and a count in what comes back. */
export async function loadWithFrames(load: FrameLoad): Promise<number> {
  let counted = 0;
  let isOver = false;
  const frame = masked(load.frame);
  const lines = await Promise.all(Array.from({ length: load.connections }, () => open(load.port)));
  for (const line of lines) {
    let half: Buffer = Buffer.alloc(0);
    line.on('data', (bytes: Buffer) => {
      const all = half.length > 0 ? Buffer.concat([half, bytes]) : bytes;
      let signals = 0;
      half = eachPayload(all, (length) => {
        signals += load.acknowledgedBy(length);
      });
      counted += signals;
      const frames = Math.round(signals / load.signalsInFrame);
      if (!isOver && frames > 0) line.write(frames === 1 ? frame : Buffer.concat(Array(frames).fill(frame)));
    });
    line.write(Buffer.concat(Array(load.window).fill(frame)));
  }
  await new Promise((resolve) => setTimeout(resolve, load.seconds * 1_000));
  isOver = true;
  for (const line of lines) line.destroy();
  return counted;
}

async function open(port: number): Promise<Socket> {
  const line = connect(port, '127.0.0.1');
  line.setNoDelay(true);
  line.write(
    `GET /v1/stream?key=bench HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Authorization: Bearer bench\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  );
  const [answer] = (await once(line, 'data')) as [Buffer];
  if (!answer.toString().startsWith('HTTP/1.1 101')) throw new Error(`no WebSocket: ${answer}`);
  return line;
}

/** A text frame as clients send it; with a mask of zeros the bytes stay as they are. */
function masked(text: string): Buffer {
  const bytes = Buffer.from(text);
  const long = bytes.length > 0xffff;
  const head = Buffer.alloc(long ? 14 : 8);
  head[0] = 0x81;
  if (bytes.length < 126) return Buffer.concat([Buffer.from([0x81, 0x80 | bytes.length, 0, 0, 0, 0]), bytes]);
  head[1] = 0x80 | (long ? 127 : 126);
  if (long) head.writeBigUInt64BE(BigInt(bytes.length), 2);
  else head.writeUInt16BE(bytes.length, 2);
  return Buffer.concat([head, bytes]);
}

/** Tells the payload length of each whole frame of a server; returns what is left of an unfinished one. */
function eachPayload(bytes: Buffer, tell: (length: number) => void): Buffer {
  let at = 0;
  while (bytes.length - at >= 2) {
    const short = bytes[at + 1]! & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length - at < head) break;
    const length =
      short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
    if (bytes.length - at < head + length) break;
    const isData = (bytes[at]! & 0x08) === 0;
    if (isData) tell(length);
    at += head + length;
  }
  return bytes.subarray(at);
}
