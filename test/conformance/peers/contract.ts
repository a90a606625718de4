import type { Outbound, ProviderIo } from '../../../channels/contract.ts';

/** Everything that a peer is told to do with the next message. */
export const SCRIPTS = [
  'ok',
  'too-fast',
  'not-now',
  'gone',
  'no',
  'misconfigured',
  'hang',
  'reset-before-read',
  'take-then-reset',
  'slow',
] as const;
export type Script = (typeof SCRIPTS)[number];

/** The real counterpart that a provider proves itself on. One file here, named after its provider. */
export interface ProviderPeer {
  readonly name: string;
  /**
   * Present when the provider uses no network: the scripts that cannot happen to it. Every other one must live through
   * all.
   */
  readonly cannotHappen?: readonly Script[];
  start(): Promise<Peer>;
}

/** A running counterpart. */
export interface Peer {
  /** Settings with time limits for a server that answers at once, or for one on a busy machine. */
  settings(patience: 'short' | 'long'): object;
  readonly to: string;
  readonly message: Outbound['message'];
  readonly io?: Partial<ProviderIo>;
  readonly scripts: Partial<Record<Script, () => void>>;
  /** Ids of the deliveries that the peer acted on, in order. */
  taken(): readonly string[];
  stop(): Promise<void>;
}
