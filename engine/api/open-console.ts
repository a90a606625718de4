import type { FastifyInstance } from 'fastify';
import type { Settings } from '../../config/settings.ts';
import type { Closable } from '../contract.ts';
import { CannotStart } from '../contract.ts';

/** The open console port. */
export interface OpenApi extends Closable {
  readonly port: number;
}

/** Opens the console port for an app. Throws CannotStart with advice when the port is taken or not allowed. */
export async function openConsole(
  app: Pick<FastifyInstance, 'listen' | 'server' | 'close'>,
  { consolePort, host }: Pick<Settings, 'consolePort' | 'host'>,
): Promise<OpenApi> {
  await app.listen({ port: consolePort, host }).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EADDRINUSE' ? 'the port is in use' : cause.message;
    const text = `cannot listen on ${host}:${consolePort}: ${why}; set KAIROS_CONSOLE_PORT to another port`;
    throw new CannotStart(text, { cause });
  });
  const address = app.server.address();
  let closed: Promise<void> | undefined;
  return {
    port: typeof address === 'object' && address !== null ? address.port : consolePort,
    close() {
      closed ??= app.close();
      return closed;
    },
  };
}
