import type { Inside } from '../../app/contract.ts';
import { createBackoff } from '../../backoff.ts';
import { createMessages } from '../../messages.ts';
import { createOutbox } from '../../outbox.ts';
import type { InAppMessage } from '../../protocol.ts';
import { openStream, type SocketConstructor, type Stream } from '../../stream.ts';
import type { MessageOptions } from '../contract.ts';
import { createDrawing, type Handed } from '../drawing.ts';

/** The most ids of shown messages that a browser remembers. */
const MOST_SHOWN = 200;

/**
 * Shows the messages of the present customer while the page is in front: of several tabs the one that is looked at gets
 * them. A message that was shown in another tab is not shown again.
 */
export function showMessages(inside: Inside, options: MessageOptions): () => void {
  const { client, platform, problem } = inside;
  const draw = options.show ?? createDrawing(options);
  const shown = shownIn(inside);
  let stream: Stream | undefined;
  let round = 0;

  const leave = (): void => {
    round++;
    stream?.close();
    stream = undefined;
  };
  const enter = async (): Promise<void> => {
    leave();
    const mine = round;
    const { customer } = client;
    if (document.visibilityState === 'hidden') return;
    const token = await options.token(customer);
    if (mine !== round || token === undefined) return;
    const messages = createMessages(
      { customer, token },
      async (message) => {
        // A tab that was faster, whose word about it may not have reached the engine.
        if (shown.has(message.id)) return;
        await draw(handed(message));
        if (mine !== round) throw new Error('the customer is another one');
        shown.add(message.id);
      },
      (frame) => stream?.say(frame) ?? false,
      platform.now,
    );
    const handed = (message: InAppMessage): Handed => ({
      ...message,
      clicked: () => messages.clicked(message.id),
      dismissed: () =>
        client.track('message-dismissed', { message: message.id, trigger: message.trigger, channel: 'in-app' }),
    });
    stream = openStream(
      {
        ...{ url: inside.url, key: inside.key, problem },
        outbox: createOutbox(0, () => undefined),
        backoff: createBackoff(1_000, 60_000, platform.random),
      },
      WebSocket as unknown as SocketConstructor,
      { opened: messages.opened, heard: (frame) => frame.type === 'message' && messages.arrived(frame) },
    );
  };
  const begin = (): void => void enter().catch((cause: unknown) => problem(`in-app messages: ${String(cause)}`));
  const unwatch = inside.watchCustomer(begin);
  document.addEventListener('visibilitychange', begin);
  begin();
  return () => {
    leave();
    unwatch();
    document.removeEventListener('visibilitychange', begin);
  };
}

/** The messages that were shown in this browser, by any tab. */
function shownIn({ platform: { texts }, key }: Inside): { has(id: string): boolean; add(id: string): void } {
  const name = `kairos:${key}:shown`;
  const read = (): readonly string[] => {
    try {
      return JSON.parse(String(texts.getItem(name))) ?? [];
    } catch {
      return [];
    }
  };
  return {
    has: (id) => read().includes(id),
    add(id) {
      try {
        texts.setItem(name, JSON.stringify([...read(), id].slice(-MOST_SHOWN)));
      } catch {
        // Without room the engine alone knows: it hands a message to one tab at a time.
      }
    },
  };
}
