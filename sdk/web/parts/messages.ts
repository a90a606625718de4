import type { Inside } from '../../app/contract.ts';
import { handMessages } from '../../app/hand-messages.ts';
import type { MessageOptions } from '../contract.ts';
import { createDrawing } from '../drawing.ts';

/** Shows the messages of the present customer while the page is in front: drawn, or handed to the app. */
export function showMessages(inside: Inside, options: MessageOptions): () => void {
  return handMessages(inside, {
    token: options.token,
    show: options.show ?? createDrawing(options, inside.engineNow),
    isInFront: () => document.visibilityState !== 'hidden',
    watchFront(turned) {
      document.addEventListener('visibilitychange', turned);
      return () => document.removeEventListener('visibilitychange', turned);
    },
  });
}
