import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { NODE_FLAGS } from './engine-process.ts';
import { type Used, usedByTree } from './process-tree.ts';

const SERVER = fileURLToPath(new URL('floor-server.ts', import.meta.url));
const LOOK_MS = 250;
/** As for the engine: what it says of its streams is of a second ago. */
const QUIET_LOOKS = 5;

/** The floor in processes of its own; see `floor-server.ts`. */
export interface FloorProcess {
  readonly edge: number;
  used(): Promise<Used>;
  /** Resolves when all is done that was begun. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the floor on the same kind of stores as the engine's. */
export async function startFloor(dataDir: string, durability: string): Promise<FloorProcess> {
  const child = fork(SERVER, {
    execArgv: [...NODE_FLAGS, '--import', './engine/typescript.mjs'],
    env: { ...process.env, KAIROS_DATA_DIR: dataDir, KAIROS_DURABILITY: durability },
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const behind = async (): Promise<number> => {
    const answer = once(child, 'message') as Promise<[{ behind: number }]>;
    child.send('behind');
    return (await answer)[0].behind;
  };
  return {
    edge: port,
    used: () => usedByTree(child.pid!),
    async settled() {
      for (let quiet = 0; quiet < QUIET_LOOKS; ) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        quiet = (await behind()) === 0 ? quiet + 1 : 0;
      }
    },
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
