import { createHash } from 'node:crypto';
import { readAnswer } from '../../channels/content/read-answer.ts';
import type { HookEvent } from '../../channels/hooks/contract.ts';
import { isStopWord } from '../../channels/hooks/is-stop-word.ts';
import { type Offered, refusalOf, refusedBy } from '../../channels/refusals.ts';
import type { Signal } from '../../sdk/protocol.ts';
import { nameMachine } from '../links/machine-rules.ts';
import type { SentMessage } from './contract.ts';

const MOST_REASON_CHARS = 500;
const MOST_TEXT_CHARS = 4_000;
const MOST_CHOICE_CHARS = 1_000;

/**
 * Returns the signals that an event makes of its customer. The same event makes the same signals, with the same ids, so
 * that one that is told twice counts once. A stop word, or an opt-out, ends messages of every purpose by this channel
 * and those that reach the same number, or of marketing alone where the service says so. A program that is known as a
 * machine opens and clicks as one.
 */
export function signalsOfEvent(
  account: string,
  { id, state, at, hard, reason, text, choice: pressed, url, machine, address, to, effect, agent }: HookEvent,
  sent: SentMessage,
  now: number,
  offered: Offered,
): readonly Signal[] {
  const { customer, channel, delivery, trigger, offers } = sent;
  const hash = createHash('sha256').update(`${channel}\n${account}\n${id}`).digest('base64url').slice(0, 22);
  const when = Math.min(at ?? now, now);
  const signals: Signal[] = [];
  const add = (name: string, kind: string, value: Signal['value']) =>
    signals.push({ id: `hook.${hash}.${name}`, kind, customer, at: when, value });
  // A number is the same as a press on the button that it stands for.
  const answer = state === 'replied' && offers ? readAnswer(offers, text ?? '', pressed) : undefined;
  const choice = answer?.choice ?? (state === 'replied' ? pressed : undefined);
  const said = answer?.label ?? text;
  const byMachine = (state === 'opened' || state === 'clicked') && agent ? nameMachine(agent) : undefined;
  const why = reason ?? byMachine;
  const refusal = state === 'failed' ? refusalOf(effect) : undefined;
  if (state === 'address-changed') {
    const properties = { channel, from: address ?? '', to: to ?? '' };
    add(state, 'event', { name: 'address-changed', properties });
  } else if (state !== 'opted-out' && state !== 'marketing-resumed') {
    add(state, 'message', {
      // Of whom nothing was sent to lately no message is known.
      ...(delivery !== '' && { delivery, trigger }),
      ...{ state, channel },
      // People reply by it: on another one the customer would have a stranger's message.
      ...(state === 'replied' && { account }),
      ...(hard !== undefined && { hard }),
      // The one that it went to: the customer may have another one by now.
      ...((state === 'bounced' || state === 'blocked') && address !== undefined && { address }),
      ...(why !== undefined && { reason: why.slice(0, MOST_REASON_CHARS) }),
      ...(refusal && { refusal }),
      ...(said !== undefined && { text: said.slice(0, MOST_TEXT_CHARS) }),
      ...(choice !== undefined && { choice: choice.slice(0, MOST_CHOICE_CHARS) }),
      ...(url !== undefined && { url: url.slice(0, 2_000) }),
      ...((machine === true || byMachine !== undefined) && { machine: true }),
    });
  }
  const stops = state === 'replied' && text !== undefined && isStopWord(text);
  const wanted = stops ? 'opt-out' : state === 'opted-out' ? (effect ?? 'opt-out') : effect;
  const source = state === 'failed' || effect ? 'provider' : 'reply';
  for (const { name, value } of refusedBy(wanted, channel, offered, source)) add(name, 'consent', value);
  return signals;
}
