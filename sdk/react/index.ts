import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { AppClient, HandedCard, HandedMessage } from '../app/contract.ts';

export type { AppClient, HandedCard, HandedMessage } from '../app/contract.ts';

/** What messages are asked for: of `@kairos/web` and `@kairos/react-native` alike. */
interface ShowsMessages extends AppClient {
  showMessages(how: {
    readonly token: TokenOf;
    readonly show?: (message: HandedMessage) => void;
    readonly cards?: (cards: readonly HandedCard[]) => void;
  }): (() => void) | Promise<() => void>;
}

/** Asks the app's server for the token of a customer; undefined: this customer gets no messages here. */
export type TokenOf = (customer: string) => string | undefined | Promise<string | undefined>;

const Present = createContext<AppClient | undefined>(undefined);

/** Gives the SDK to all components below. */
export function KairosProvider<K extends AppClient>(props: {
  readonly kairos: K;
  readonly children?: ReactNode;
}): ReactElement {
  return createElement(Present.Provider, { value: props.kairos }, props.children);
}

/** Returns the SDK. Throws outside of a `KairosProvider`, which is a fault of the app's own. */
export function useKairos<K extends AppClient = AppClient>(): K {
  const kairos = useContext(Present);
  if (!kairos) throw new Error('useKairos: there is no <KairosProvider> above');
  return kairos as K;
}

/** Tells that a screen is shown, once for each name. */
export function useScreen(name: string, properties?: Readonly<Record<string, unknown>>): void {
  const kairos = useKairos();
  // What the screen was shown with counts, not what its properties become.
  const latest = useRef(properties);
  latest.current = properties;
  useEffect(() => kairos.screen(name, latest.current), [kairos, name]);
}

/** Returns the messages that wait to be drawn, oldest first; each goes when it is clicked or dismissed. */
export function useMessages(token: TokenOf): readonly HandedMessage[] {
  const kairos = useKairos<ShowsMessages>();
  const [messages, change] = useState<readonly HandedMessage[]>([]);
  useEffect(() => {
    const show = (message: HandedMessage): void => {
      const leave = (tell: () => void) => (): void => {
        tell();
        change((all) => all.filter(({ id }) => id !== message.id));
      };
      change((all) => [
        ...all,
        {
          ...message,
          clicked: leave(message.clicked),
          dismissed: leave(message.dismissed),
          answered: (answer) => leave(() => message.answered(answer))(),
        },
      ]);
    };
    const stop = Promise.resolve(kairos.showMessages({ token, show }));
    return () => {
      void stop.then((end) => end());
      change([]);
    };
  }, [kairos, token]);
  return messages;
}

/** Returns the cards of the feed: pinned ones first, then the newest. Each stays until it is dismissed or expires. */
export function useCards(token: TokenOf): readonly HandedCard[] {
  const kairos = useKairos<ShowsMessages>();
  const [cards, change] = useState<readonly HandedCard[]>([]);
  useEffect(() => {
    const stop = Promise.resolve(kairos.showMessages({ token, cards: change }));
    return () => void stop.then((end) => end());
  }, [kairos, token]);
  return cards;
}
