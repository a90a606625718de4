import { createHash } from 'node:crypto';
import type { HookEvent } from '../../channels/hooks/contract.ts';
import { isStopWord } from '../../channels/hooks/stop-words.ts';
import type { Signal } from '../../sdk/protocol.ts';
import type { SentMessage } from './contract.ts';

const MOST_REASON_CHARS = 500;
const MOST_TEXT_CHARS = 4_000;

/**
 * Returns the signals that an event makes of its customer. The same event makes the same signals, with the same ids, so
 * that one that is told twice counts once. A stop word, or an opt-out, ends messages of every purpose by this channel.
 */
export function signalsOfEvent(
  account: string,
  { id, state, at, hard, reason, text, url, machine, address }: HookEvent,
  sent: SentMessage,
  now: number,
): readonly Signal[] {
  const { customer, channel, delivery, trigger } = sent;
  const hash = createHash('sha256').update(`${channel}\n${account}\n${id}`).digest('base64url').slice(0, 22);
  const when = Math.min(at ?? now, now);
  const signals: Signal[] = [];
  const add = (name: string, kind: string, value: Signal['value']) =>
    signals.push({ id: `hook.${hash}.${name}`, kind, customer, at: when, value });
  if (state !== 'opted-out') {
    add(state, 'message', {
      ...{ delivery, state, channel, trigger },
      ...(hard !== undefined && { hard }),
      // The one that it went to: the customer may have another one by now.
      ...(state === 'bounced' && address !== undefined && { address }),
      ...(reason !== undefined && { reason: reason.slice(0, MOST_REASON_CHARS) }),
      ...(text !== undefined && { text: text.slice(0, MOST_TEXT_CHARS) }),
      ...(url !== undefined && { url: url.slice(0, 2_000) }),
      ...(machine === true && { machine }),
    });
  }
  const stops = state === 'opted-out' || (state === 'replied' && text !== undefined && isStopWord(text));
  if (stops) add('opted-out', 'consent', { channel, purpose: '*', granted: false, source: 'reply' });
  return signals;
}
