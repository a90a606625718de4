import type { AppOptions } from '../app/contract.ts';
import type { Kairos, Parts } from './contract.ts';
import { createWeb } from './create-web.ts';

const PARTS: Parts = {
  messages: () => import('./parts/messages.ts'),
  context: () => import('./parts/context.ts'),
  push: () => import('./parts/push.ts'),
  position: () => import('./parts/position.ts'),
  debug: () => import('./parts/debug.ts'),
};

/** Starts the SDK on a web page. Never throws; what is wrong is told as a problem. */
export function createPage(options: AppOptions): Kairos {
  return createWeb(options, PARTS);
}
