import type { Kairos, Parts, WebOptions } from './contract.ts';
import { createWeb } from './create-web.ts';

const PARTS: Parts = {
  messages: () => import('./parts/messages.ts'),
  context: () => import('./parts/context.ts'),
  push: () => import('./parts/push.ts'),
  position: () => import('./parts/position.ts'),
  debug: () => import('./parts/debug.ts'),
  sealed: () => import('./parts/sealed.ts'),
};

/** Starts the SDK on a web page. Never throws; what is wrong is told as a problem. */
export function createPage(options: WebOptions): Kairos {
  return createWeb(options, PARTS);
}
