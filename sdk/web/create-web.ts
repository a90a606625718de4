import { createAppClient } from '../app/app-client.ts';
import type { Kairos, Parts, WebOptions } from './contract.ts';
import { createWebPlatform } from './web-platform.ts';

/** Creates the SDK of a web page over parts that are loaded when they are used. */
export function createWeb(options: WebOptions, parts: Parts): Kairos {
  const inside = createAppClient(options, createWebPlatform(options.key, options.encrypt ? parts.sealed : undefined));
  /** A part that does not load is a problem, and does nothing. */
  const use = <P>(part: Promise<P>, run: (part: P) => (() => void) | Promise<() => void>): Promise<() => void> =>
    part.then(run).catch((cause: unknown) => {
      inside.problem(String(cause));
      return () => undefined;
    });
  return Object.assign(inside.client, {
    showMessages: (how) => use(parts.messages(), ({ showMessages }) => showMessages(inside, how)),
    tellContext: (context) => use(parts.context(), ({ tellContext }) => tellContext(inside, context)),
    registerPush: (how) => use(parts.push(), ({ registerPush }) => registerPush(inside, how)),
    showDebug: (how = {}) => use(parts.debug(), ({ showDebug }) => showDebug(inside, how)),
    followPosition: (how = {}) => use(parts.position(), ({ followPosition }) => followPosition(inside, how)),
  } satisfies Omit<Kairos, keyof typeof inside.client>);
}
