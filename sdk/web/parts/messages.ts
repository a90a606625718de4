import type { Inside } from '../../app/contract.ts';
import { handMessages } from '../../app/hand-messages.ts';
import type { MessageOptions } from '../contract.ts';
import { createDrawing } from '../drawing.ts';
import { createFeed } from '../feed.ts';

/** Shows the messages and cards of the present customer while the page is in front: drawn, or handed to the app. */
export function showMessages(inside: Inside, options: MessageOptions): () => void {
  const { token, show, drawAs } = options;
  const cards = options.cards ?? (drawAs === 'cards' && !show ? createFeed(options) : undefined);
  return handMessages(inside, {
    token,
    ...(cards && { cards }),
    ...(!options.cards && { show: show ?? createDrawing(options, inside.engineNow) }),
    isInFront: () => document.visibilityState !== 'hidden',
    watchFront(turned) {
      document.addEventListener('visibilitychange', turned);
      return () => document.removeEventListener('visibilitychange', turned);
    },
  });
}
