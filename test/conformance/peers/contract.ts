import type { Outbound, ProviderIo } from '../../../channels/contract.ts';

/** Everything that a peer is told to do with the next message. */
export const SCRIPTS = [
  'ok',
  'too-fast',
  'not-now',
  'broken',
  'error-inside',
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
  /** The scripts that cannot happen to it. Absent: it lives through all. */
  readonly cannotHappen?: readonly Script[];
  /** The provider uses no network. */
  readonly isLocal?: true;
  start(): Promise<Peer>;
}

/** A running counterpart. */
export interface Peer {
  /** Settings with time limits for a server that answers at once, or for one on a busy machine. */
  settings(patience: 'short' | 'long'): object;
  readonly to: string;
  /** By the delivery's id, where the service has no other place for one. */
  readonly message: Outbound['message'] | ((id: string) => Outbound['message']);
  readonly io?: Partial<ProviderIo>;
  readonly scripts: Partial<Record<Script, () => void>>;
  /** Ids of the deliveries that the peer acted on, in order. */
  taken(): readonly string[];
  /** Resolves when the peer has read the next message whole. Absent: it cannot tell. */
  nextRead?(): Promise<void>;
  /** What of the messages broke the rules of the service. Absent: nobody looked. */
  complaints?(): readonly string[];
  stop(): Promise<void>;
}
