import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Opens a WebSocket by hand: what comes and goes are bytes, so that a load costs next to nothing. */
export async function openWebSocket(port: number, key: string): Promise<Socket> {
  const line = connect(port, '127.0.0.1');
  line.setNoDelay(true);
  line.write(
    `GET /v1/stream?key=${key} HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Authorization: Bearer ${key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  );
  const [answer] = (await once(line, 'data')) as [Buffer];
  if (!answer.toString().startsWith('HTTP/1.1 101')) throw new Error(`no WebSocket: ${answer}`);
  return line;
}

/** A text frame as clients send it; with a mask of zeros the bytes stay as they are. */
export function frameOf(text: string): Buffer {
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

/** Hands over the payload of each whole text frame of a server; returns what is left of an unfinished one. */
export function eachPayload(bytes: Buffer, take: (payload: Buffer) => void): Buffer {
  let at = 0;
  while (bytes.length - at >= 2) {
    const short = bytes[at + 1]! & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length - at < head) break;
    const length =
      short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
    if (bytes.length - at < head + length) break;
    const opcode = bytes[at]! & 0x0f;
    if (opcode === 0x08) throw new Error(`the server closed: ${bytes.subarray(at + head + 2, at + head + length)}`);
    if (opcode < 0x08) take(bytes.subarray(at + head, at + head + length));
    at += head + length;
  }
  return bytes.subarray(at);
}
