import { createBackoff } from '../backoff.ts';
import { createMessages } from '../messages.ts';
import { createOutbox } from '../outbox.ts';
import type { ClientFrame, InAppMessage, ServerFrame } from '../protocol.ts';
import { openStream, type SocketConstructor, type Stream } from '../stream.ts';
import type { HandedCard, HandedMessage, Inside } from './contract.ts';
import { handCards } from './hand-cards.ts';
import { idsOnDevice } from './ids-on-device.ts';

/** What handing messages over takes of an app and its platform. */
export interface Handing {
  /** Asks the app's server for the token of a customer; undefined: this customer gets no messages here. */
  readonly token: (customer: string) => string | undefined | Promise<string | undefined>;
  /** Shows a message. It counts as shown when this returns or resolves. Absent: messages are not asked for. */
  readonly show?: (message: HandedMessage) => void | Promise<void>;
  /** Shows all cards of the feed, whenever they change. Absent: the feed is not followed. */
  readonly cards?: (cards: readonly HandedCard[]) => void;
  isInFront(): boolean;
  /** Calls back when the app comes to the front or leaves it. Returns the function that stops it. */
  watchFront(turned: () => void): () => void;
}

/**
 * Hands over the messages of the present customer while the app is in front: of several tabs the one that is looked at
 * gets them. A message that was shown in another tab is not shown again; cards are shown in all. Returns the function
 * that stops it.
 */
export function handMessages(inside: Inside, { token, show, cards, isInFront, watchFront }: Handing): () => void {
  const { client, platform, problem } = inside;
  const shown = idsOnDevice(inside, 'shown');
  let stream: Stream | undefined;
  let round = 0;
  const say = (frame: ClientFrame): boolean => stream?.say(frame) ?? false;
  const feed = cards && handCards(inside, cards, say);

  const leave = (): void => {
    round++;
    stream?.close();
    stream = undefined;
  };
  const enter = async (): Promise<void> => {
    leave();
    const mine = round;
    const { customer } = client;
    if (!isInFront()) return;
    const proof = await token(customer);
    if (mine !== round || proof === undefined) return;
    const messages =
      show &&
      createMessages(
        { customer, token: proof },
        async (message, isHeld) => {
          // A tab that was faster, whose word about it may not have reached the engine.
          if ((await shown.all()).includes(message.id)) return;
          await show(handed(message, isHeld));
          if (mine !== round) throw new Error('the customer is another one');
          await shown.add(message.id);
        },
        say,
        inside.engineNow,
      );
    const handed = (message: InAppMessage, isHeld: () => boolean): HandedMessage => ({
      ...message,
      isHeld,
      clicked: () => messages?.clicked(message.id),
      answered: (answer) =>
        client.track('survey-answered', {
          ...{ message: message.id, trigger: message.trigger, question: message.title, answer },
          ...(message.survey && { kind: message.survey.kind }),
        }),
      dismissed: () =>
        client.track('message-dismissed', { message: message.id, trigger: message.trigger, channel: 'in-app' }),
    });
    stream = openStream(
      {
        ...{ url: inside.url, key: inside.key, problem },
        outbox: createOutbox(0, () => undefined),
        backoff: createBackoff(1_000, 60_000, platform.random),
      },
      (globalThis as unknown as { readonly WebSocket: SocketConstructor }).WebSocket,
      {
        opened() {
          messages?.opened();
          feed?.opened(customer, proof);
        },
        heard(frame: ServerFrame) {
          if (frame.type === 'message') messages?.arrived(frame);
          else if (frame.type === 'cards' && mine === round) void feed?.heard(frame);
        },
      },
    );
  };
  const begin = (): void => void enter().catch((cause: unknown) => problem(`in-app messages: ${String(cause)}`));
  const unwatch = inside.watchCustomer(() => {
    feed?.clear();
    begin();
  });
  const leaveFront = watchFront(begin);
  begin();
  return () => {
    leave();
    feed?.clear();
    unwatch();
    leaveFront();
  };
}
