import type { HandedCard } from '../app/contract.ts';
import type { MessageOptions } from './contract.ts';
import { drawBox } from './drawing.ts';

/**
 * Creates the drawing of the feed, in an element of its own: each card is drawn once and stays until it is put away, on
 * whatever device, or expires. A click leaves it where it is.
 */
export function createFeed(options: MessageOptions): (cards: readonly HandedCard[]) => void {
  const feed = document.createElement('kairos-cards');
  const drawn = new Map<string, HTMLElement>();
  const draw = (card: HandedCard): HTMLElement => {
    const host = document.createElement('kairos-message');
    const box = drawBox(host, card, { ...options, drawAs: 'cards' }, (tell) => tell());
    if (card.isPinned) box.classList.add('pinned');
    drawn.set(card.id, host);
    return host;
  };
  return (cards) => {
    if (!feed.isConnected) (options.into ?? document.body).prepend(feed);
    for (const [id, host] of drawn) {
      if (cards.some((card) => card.id === id)) continue;
      host.remove();
      drawn.delete(id);
    }
    for (const [at, card] of cards.entries()) {
      const host = drawn.get(card.id) ?? draw(card);
      // Moving an element takes the focus from it: only one that stands elsewhere is moved.
      if (feed.children[at] !== host) feed.insertBefore(host, feed.children[at] ?? null);
      card.shown();
    }
  };
}
