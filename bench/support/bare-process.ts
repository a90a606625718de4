import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SERVERS = fileURLToPath(new URL('ingest-servers.ts', import.meta.url));

/** The bare limit in a process of its own: the same socket and JSON.parse, nothing else. */
export async function startBare(): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const child = fork(SERVERS, ['bare'], { execArgv: ['--import', './engine/typescript.mjs'] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    port,
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
