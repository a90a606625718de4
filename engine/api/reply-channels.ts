import type { Channel } from '../../channels/contract.ts';
import { type ReplyRefusal, refuseReply } from '../../triggers/deciding/refuse-reply.ts';
import { openUntil } from '../../triggers/policy/windows.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import type { ApiParts } from './parts.ts';
import { codeRefusal } from './phrases/code-problems.ts';

/** A channel on which a customer wrote, and what a person may write to them there now. */
export interface ReplyChannel {
  readonly kind: Channel & Required<Pick<Channel, 'asReply'>>;
  /** Where they are reached; empty: they are not. */
  readonly to: string;
  /** When its window closes by itself. Absent: it has none. */
  readonly until: number | undefined;
  /** Why nobody may write to them. Absent: people may. */
  readonly refused: string | undefined;
}

/** Returns the channels on which a customer wrote and people can reply, that of their last words first. */
export function replyChannels(
  state: CustomerState,
  { language, accounts, addressOf, clock }: Pick<ApiParts, 'language' | 'accounts' | 'addressOf' | 'clock'>,
): readonly ReplyChannel[] {
  const now = clock.now();
  const setUp = accounts();
  const wrote = Object.entries(state.channels ?? {}).filter(([, { wroteAt }]) => wroteAt !== undefined);
  return wrote
    .sort(([, a], [, b]) => b.wroteAt! - a.wroteAt!)
    .flatMap(([channel]) => {
      const kind = language.channels.get(channel);
      if (!hasReplies(kind)) return [];
      const to = addressOf(state, channel) ?? '';
      const until = openUntil(state, channel, now);
      return [{ kind, to, until, refused: whyNot(state, channel, to, setUp.has(channel), now) }];
    });
}

/** Returns the longest text that a channel takes. */
export function mostChars({ slots }: Channel): number {
  return slots.text?.maxChars ?? 0;
}

/** Returns a channel as a reader gets it. */
export function viewReplyChannel({ kind, until, refused }: ReplyChannel) {
  return {
    channel: kind.name,
    hasSubject: kind.slots.subject !== undefined,
    most: mostChars(kind),
    ...(until !== undefined && { until }),
    ...(refused !== undefined && { refused: codeRefusal({ error: refused }) }),
  };
}

function hasReplies(kind: Channel | undefined): kind is ReplyChannel['kind'] {
  return kind?.asReply !== undefined;
}

function whyNot(state: CustomerState, channel: string, to: string, isSetUp: boolean, now: number): string | undefined {
  if (!isSetUp) return `channel '${channel}' is not set up`;
  if (to === '') return `no address by ${channel} is known`;
  const refusal = refuseReply(state, channel, to, now);
  return refusal && sayRefusal(channel, refusal);
}

function sayRefusal(channel: string, { reason: { code, words = '' } }: ReplyRefusal): string {
  if (code === 'opted-out') return `the customer wants no messages by ${channel}`;
  if (code === 'window-closed') return `the customer has to write first by ${channel}: its service takes no text now`;
  if (code === 'suppressed') return `the address by ${channel} is blocked: ${words}`;
  return 'the customer is not known any more';
}
