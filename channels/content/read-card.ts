/** How a card stands in the feed. */
export type CardKind = 'kept' | 'pinned';

/** What the slot of a card may say. */
export const CARD_EXPECTED = `'kept' or 'pinned'`;

/** Reads from a slot how a card stands in the feed; undefined: it says no such thing. */
export function readCard(text: string): CardKind | undefined {
  const kind = text.trim().toLowerCase();
  return kind === 'kept' || kind === 'pinned' ? kind : undefined;
}
