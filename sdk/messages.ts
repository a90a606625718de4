import type { ClientFrame, InAppMessage } from './protocol.ts';

/**
 * Shows a message. The message counts as shown when this returns or resolves. When it throws, the message comes again
 * later.
 */
export type ShowMessage = (message: InAppMessage) => void | Promise<void>;

/** The in-app messages of one customer. */
export interface Messages {
  /** Subscribes on a newly opened stream, and repeats the frames that the engine may have missed. */
  opened(): void;
  arrived(message: InAppMessage): void;
  clicked(id: string): void;
}

const MOST_REMEMBERED = 500;

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
  const arrived = async (message: InAppMessage): Promise<void> => {
    const { id } = message;
    if (showing.has(id) || (!shown.has(id) && message.expiresAt <= now())) return;
    if (!shown.has(id)) {
      showing.add(id);
      try {
        await show(message);
        remember(id);
      } catch {
        // The message was not shown: the engine hands it out again.
        return;
      } finally {
        showing.delete(id);
      }
    }
    sayOrKeep({ type: 'shown', id });
  };

  return {
    opened() {
      say({ type: 'subscribe', customer, ...(token !== undefined && { token }) });
      for (const frame of unheard.splice(0)) sayOrKeep(frame);
    },
    arrived: (message) => void arrived(message),
    clicked: (id) => sayOrKeep({ type: 'clicked', id }),
  };
}
