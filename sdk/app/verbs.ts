import type { SignalInput } from '../protocol.ts';
import type { AppClient } from './contract.ts';

type Verbs = Pick<AppClient, 'track' | 'page' | 'screen' | 'alias' | 'cart' | 'device' | 'position' | 'consent'>;

/** Puts what an app tells into signals. */
export function createVerbs(send: (signal: SignalInput) => void, deviceId: () => string): Verbs {
  const event = (name: string, properties: Readonly<Record<string, unknown>> | undefined): void =>
    send({ kind: 'event', value: { name, ...(properties && { properties }) } });
  const view =
    (kind: string) =>
    (name?: string, properties?: Readonly<Record<string, unknown>>): void =>
      event(kind, { ...properties, ...(name !== undefined && { name }) });
  return {
    track: event,
    page: view('page'),
    screen: view('screen'),
    alias: (previousId) => send({ kind: 'alias', value: { previousId } }),
    cart: (cart) => send({ kind: 'cart', value: cart }),
    device: (state) => send({ kind: 'device', value: { ...state, deviceId: deviceId() } }),
    position: (fix) => send({ kind: 'location', value: { ...fix, deviceId: deviceId() } }),
    consent: (consent) => send({ kind: 'consent', value: consent }),
  };
}
