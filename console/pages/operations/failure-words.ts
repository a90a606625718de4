import type { StoredReason } from '../../parts/word-reason.ts';
import type { FailedGroup, FailedMessage } from '../../queries/operations.ts';

/** Why a message failed, as a code with arguments. */
export function reasonOfMessage({
  kind,
  channel,
  attempts,
  words,
  reason,
}: Pick<FailedMessage, 'kind' | 'channel' | 'attempts' | 'words' | 'reason'>): StoredReason {
  return { code: kind, args: { channel, attempts }, words, reason };
}

/** What made messages fail alike: the provider's words where it said something, else as a code. */
export function causeOfGroup({ kind, channel, cause }: FailedGroup): StoredReason {
  return kind === 'channel-not-set-up' || cause === '' ? { code: kind, args: { channel } } : { words: cause };
}
