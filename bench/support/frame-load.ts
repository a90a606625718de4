import { eachPayload, frameOf, openWebSocket } from './web-socket.ts';

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

/**
 * Signals acknowledged in the time. Cheap on its own side: one buffer of ready-made frames, and a count in what comes
 * back.
 */
export async function loadWithFrames(load: FrameLoad): Promise<number> {
  let counted = 0;
  let isOver = false;
  const frame = frameOf(load.frame);
  const lines = await Promise.all(Array.from({ length: load.connections }, () => openWebSocket(load.port, 'bench')));
  for (const line of lines) {
    let half: Buffer = Buffer.alloc(0);
    line.on('data', (bytes: Buffer) => {
      const all = half.length > 0 ? Buffer.concat([half, bytes]) : bytes;
      let signals = 0;
      half = eachPayload(all, ({ length }) => {
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
