import { createBackoff } from '../backoff.ts';
import { createMessages } from '../messages.ts';
import { createOutbox } from '../outbox.ts';
import type { InAppMessage } from '../protocol.ts';
import { openStream, type SocketConstructor, type Stream } from '../stream.ts';
import type { HandedMessage, Inside } from './contract.ts';

/** What handing messages over takes of an app and its platform. */
export interface Handing {
  /** Asks the app's server for the token of a customer; undefined: this customer gets no messages here. */
  readonly token: (customer: string) => string | undefined | Promise<string | undefined>;
  /** Shows a message. It counts as shown when this returns or resolves. */
  readonly show: (message: HandedMessage) => void | Promise<void>;
  isInFront(): boolean;
  /** Calls back when the app comes to the front or leaves it. Returns the function that stops it. */
  watchFront(turned: () => void): () => void;
}

/** The most ids of shown messages that a device remembers. */
const MOST_SHOWN = 200;

/**
 * Hands over the messages of the present customer while the app is in front: of several tabs the one that is looked at
 * gets them. A message that was shown in another tab is not shown again. Returns the function that stops it.
 */
export function handMessages(inside: Inside, { token, show, isInFront, watchFront }: Handing): () => void {
  const { client, platform, problem } = inside;
  const shown = shownOn(inside);
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
    if (!isInFront()) return;
    const proof = await token(customer);
    if (mine !== round || proof === undefined) return;
    const messages = createMessages(
      { customer, token: proof },
      async (message, isHeld) => {
        // A tab that was faster, whose word about it may not have reached the engine.
        if (await shown.has(message.id)) return;
        await show(handed(message, isHeld));
        if (mine !== round) throw new Error('the customer is another one');
        await shown.add(message.id);
      },
      (frame) => stream?.say(frame) ?? false,
      inside.engineNow,
    );
    const handed = (message: InAppMessage, isHeld: () => boolean): HandedMessage => ({
      ...message,
      isHeld,
      clicked: () => messages.clicked(message.id),
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
      { opened: messages.opened, heard: (frame) => frame.type === 'message' && messages.arrived(frame) },
    );
  };
  const begin = (): void => void enter().catch((cause: unknown) => problem(`in-app messages: ${String(cause)}`));
  const unwatch = inside.watchCustomer(begin);
  const leaveFront = watchFront(begin);
  begin();
  return () => {
    leave();
    unwatch();
    leaveFront();
  };
}

interface Shown {
  has(id: string): Promise<boolean>;
  add(id: string): Promise<void>;
}

/** The messages that were shown on this device, by any tab. */
function shownOn({ platform: { texts }, key }: Inside): Shown {
  const name = `kairos:${key}:shown`;
  const read = async (): Promise<readonly string[]> => {
    try {
      return (JSON.parse(String(await texts.getItem(name))) ?? []) as readonly string[];
    } catch {
      return [];
    }
  };
  return {
    has: async (id) => (await read()).includes(id),
    async add(id) {
      try {
        await texts.setItem(name, JSON.stringify([...(await read()), id].slice(-MOST_SHOWN)));
      } catch {
        // Without room the engine alone knows: it hands a message to one tab at a time.
      }
    },
  };
}
