import type { ClientFrame, InAppMessage } from './protocol.ts';

/**
 * Shows a message. The message counts as shown when this returns or resolves. When it throws, the message comes again
 * later. A message that waits for its turn is shown only if `isHeld` still says yes: else another device may have it.
 */
export type ShowMessage = (message: InAppMessage, isHeld: () => boolean) => void | Promise<void>;

/** The in-app messages of one customer. */
export interface Messages {
  /** Subscribes on a newly opened stream, and repeats the frames that the engine may have missed. */
  opened(): void;
  arrived(message: InAppMessage): void;
  clicked(id: string): void;
}

const MOST_REMEMBERED = 500;
/** The engine holds a message for one device 30 seconds; a word about it needs a while. */
const HELD_MS = 25_000;

/** Creates the messages of a customer. Each message is shown once, however often it arrives, and the engine is told. */
export function createMessages(
  { customer, token }: { readonly customer: string; readonly token: string | undefined },
  show: ShowMessage,
  say: (frame: ClientFrame) => boolean,
  now: () => number,
): Messages {
  const shown = new Set<string>();
  const showing = new Set<string>();
  const unheard: ClientFrame[] = [];
  const sayOrKeep = (frame: ClientFrame): void => {
    if (!say(frame) && unheard.length < MOST_REMEMBERED) unheard.push(frame);
  };
  const remember = (id: string): void => {
    shown.add(id);
    for (const oldest of shown) {
      if (shown.size <= MOST_REMEMBERED) return;
      shown.delete(oldest);
    }
  };
  const subscribe = (): void => {
    say({ type: 'subscribe', customer, ...(token !== undefined && { token }) });
  };
  const arrived = async (message: InAppMessage): Promise<void> => {
    const { id } = message;
    if (showing.has(id) || (!shown.has(id) && message.expiresAt <= now())) return;
    if (!shown.has(id)) {
      showing.add(id);
      const heldUntil = now() + HELD_MS;
      const isHeld = (): boolean => now() < heldUntil;
      try {
        await show(message, isHeld);
        remember(id);
      } catch {
        // The message was not shown: the engine hands it out again, once asked when it was held for too long.
        showing.delete(id);
        if (!isHeld()) subscribe();
        return;
      }
      showing.delete(id);
    }
    sayOrKeep({ type: 'shown', id });
  };

  return {
    opened() {
      subscribe();
      for (const frame of unheard.splice(0)) sayOrKeep(frame);
    },
    arrived: (message) => void arrived(message),
    clicked: (id) => sayOrKeep({ type: 'clicked', id }),
  };
}
