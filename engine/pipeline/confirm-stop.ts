import type { Signal } from '../../sdk/protocol.ts';
import { derivedId } from '../../triggers/hash.ts';
import { noteAsked } from '../../triggers/state/channel-memory.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { suppressionOf } from '../../triggers/state/suppressed.ts';
import { DAY_MS } from '../../triggers/time/spans.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { fillWords, languageOf, wordsIn } from '../preferences/words.ts';
import type { BatchView } from './contract.ts';

/** The message that confirms is no message of a trigger; its rows have this name. */
const STOP_CONFIRMATION = 'stop-confirmation';
/** Whoever writes STOP five times is answered once. */
const ONCE_WITHIN_MS = DAY_MS;
/**
 * One text may confirm a STOP, within five minutes and without advertising: 47 CFR 64.1200(a)(12), read November 2026.
 */
const EXPIRES_MS = 5 * 60_000;

/**
 * Returns the one message that confirms to a customer who wrote STOP that nothing more comes by that channel, where the
 * workspace wants it: many services say so by themselves.
 */
export function confirmStop(
  { id, at, value }: Signal,
  state: CustomerState,
  receivedAt: number,
  { live, inputs, now }: BatchView,
): readonly DeliveryJob[] {
  const { granted, source, channel } = value;
  const { workspace } = live;
  if (granted !== false || source !== 'reply' || typeof channel !== 'string') return NONE;
  if (!workspace.confirmsStopBy?.includes(channel)) return NONE;
  if (at < (state.channels?.[channel]?.asked?.[STOP_CONFIRMATION] ?? Number.NEGATIVE_INFINITY) + ONCE_WITHIN_MS) {
    return NONE;
  }
  const to = inputs.addressOf(state, channel);
  if (to === undefined || suppressionOf(state, channel, to) !== undefined) return NONE;
  noteAsked(state, channel, STOP_CONFIRMATION, at);
  const language = languageOf(state.values['customer.locale']?.v, state.values['device.locale']?.v, workspace.locale);
  return [
    {
      ...{ id: derivedId(STOP_CONFIRMATION, state.id, channel, id), customer: state.id },
      ...{ signal: id, signalAt: at, receivedAt, trigger: STOP_CONFIRMATION, version: 0, place: '' },
      ...{ channel, purpose: '*', to, tellsOfStop: true },
      message: { text: fillWords(wordsIn(language).stopped, { sender: workspace.sender.name }) },
      ...{ decidedAt: now, expiresAt: now + EXPIRES_MS, priority: 100 },
    },
  ];
}

const NONE: readonly DeliveryJob[] = Object.freeze([]);
