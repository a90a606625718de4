export { type Client, type ClientOptions, createClient } from './client.ts';
export type { ShowMessage } from './messages.ts';
export type { Sent } from './outbox.ts';
export type { InAppMessage, IngestReply, Rejection, SignalInput } from './protocol.ts';
export { LIMITS } from './protocol.ts';
export type { SocketConstructor, SocketLike } from './stream.ts';
