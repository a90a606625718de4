import type { Card, ClientFrame, ServerFrame } from '../protocol.ts';
import type { HandedCard, Inside } from './contract.ts';
import { idsOnDevice } from './ids-on-device.ts';

/** The feed of the present customer. */
export interface CardHand {
  /** Follows the feed on a newly opened stream. */
  opened(customer: string, token: string | undefined): void;
  heard(frame: CardsFrame): Promise<void>;
  /** The customer is another one, or nobody wants the cards any more. */
  clear(): void;
}

type CardsFrame = Extract<ServerFrame, { readonly type: 'cards' }>;

const MOST_UNHEARD = 50;
/** The longest time that a timer takes. */
const MOST_WAIT_MS = 2_147_483_647;

/**
 * Hands all cards over whenever they change, also when one expires. A card that was put away here without a net does
 * not come back: the engine is told again.
 */
export function handCards(
  inside: Inside,
  show: (cards: readonly HandedCard[]) => void,
  say: (frame: ClientFrame) => boolean,
): CardHand {
  const { client, engineNow, problem } = inside;
  const gone = idsOnDevice(inside, 'dismissed');
  const unheard: ClientFrame[] = [];
  const told = new Set<string>();
  let cards: readonly Card[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hand = (next: readonly Card[]): void => {
    cards = next.filter(({ expiresAt }) => expiresAt > engineNow());
    clearTimeout(timer);
    const soonest = Math.min(...cards.map(({ expiresAt }) => expiresAt));
    if (cards.length > 0) timer = setTimeout(() => hand(cards), Math.min(soonest - engineNow() + 1, MOST_WAIT_MS));
    try {
      show(cards.map(handed));
    } catch (cause) {
      problem(`cards: ${String(cause)}`);
    }
  };
  const putAway = (id: string, tell: () => void): void => {
    if (!cards.some((card) => card.id === id)) return;
    tell();
    void gone.add(id);
    say({ type: 'dismissed', id });
    hand(cards.filter((card) => card.id !== id));
  };
  const handed = (card: Card): HandedCard => {
    const { id, trigger, title: question, survey } = card;
    return {
      ...card,
      isHeld: () => cards.some((one) => one.id === id),
      shown() {
        // Said again when the feed comes anew, as long as the engine does not know it.
        if (!card.isShown && !told.has(id) && say({ type: 'shown', id })) told.add(id);
      },
      clicked() {
        const frame = { type: 'clicked', id } as const;
        if (!say(frame) && unheard.length < MOST_UNHEARD) unheard.push(frame);
      },
      dismissed: () =>
        putAway(id, () => client.track('message-dismissed', { message: id, trigger, channel: 'in-app' })),
      answered: (answer) =>
        putAway(id, () =>
          client.track('survey-answered', {
            ...{ message: id, trigger, question, answer },
            ...(survey && { kind: survey.kind }),
          }),
        ),
    };
  };
  return {
    opened(customer, token) {
      told.clear();
      say({ type: 'follow-cards', customer, ...(token !== undefined && { token }) });
      for (const frame of unheard.splice(0)) say(frame);
    },
    async heard({ customer, cards: all }) {
      const away = await gone.all();
      if (customer !== client.customer) return;
      for (const { id } of all) if (away.includes(id)) say({ type: 'dismissed', id });
      hand(all.filter(({ id }) => !away.includes(id)));
    },
    clear() {
      unheard.length = 0;
      hand([]);
    },
  };
}
