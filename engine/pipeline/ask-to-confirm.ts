import type { Signal } from '../../sdk/protocol.ts';
import { isConfirmed, needsConfirmation, newestConsent } from '../../triggers/gates/consent.ts';
import { derivedId } from '../../triggers/hash.ts';
import { noteAsked } from '../../triggers/state/channel-memory.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { suppressionOf } from '../../triggers/state/suppressed.ts';
import { DAY_MS } from '../../triggers/time/spans.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { confirmationMail } from '../preferences/confirmation-mail.ts';
import { languageOf } from '../preferences/words.ts';
import type { BatchView } from './contract.ts';

/** The mail that asks is no message of a trigger; its rows have this name. */
const DOUBLE_OPT_IN = 'double-opt-in';
/** Whoever gives a stranger's address cannot have us write to it again and again. */
const ONCE_WITHIN_MS = DAY_MS;
const EXPIRES_MS = DAY_MS;

/**
 * Returns the mails that ask a customer to confirm what they said yes to: when they say it, and when they have another
 * address. One a day for each purpose; none for what is confirmed, or where the address is dead.
 */
export function askToConfirm(
  signal: Signal,
  state: CustomerState,
  receivedAt: number,
  { live, inputs, now }: BatchView,
): readonly DeliveryJob[] {
  const { workspace } = live;
  const asking = Object.entries(workspace.purposes).filter(
    ([purpose, about]) => needsConfirmation(about, 'email') && mayAskFor(signal, purpose, state),
  );
  if (asking.length === 0) return NONE;
  const { id, at } = signal;
  const to = inputs.addressOf(state, 'email');
  if (to === undefined || suppressionOf(state, 'email', to) !== undefined) return NONE;
  const waiting = asking.filter(
    ([purpose]) =>
      !isConfirmed(state.consents, 'email', purpose, to) &&
      at >= (state.channels?.email?.asked?.[purpose] ?? Number.NEGATIVE_INFINITY) + ONCE_WITHIN_MS,
  );
  const language = languageOf(state.values['customer.locale']?.v, state.values['device.locale']?.v, workspace.locale);
  return waiting.map(([purpose]): DeliveryJob => {
    noteAsked(state, 'email', purpose, at);
    return {
      ...{
        id: derivedId(DOUBLE_OPT_IN, state.id, purpose, id),
        customer: state.id,
        signal: id,
        signalAt: at,
        receivedAt,
      },
      ...{ trigger: DOUBLE_OPT_IN, version: 0, place: '', channel: 'email', purpose, to, confirms: true },
      message: confirmationMail(language, { sender: workspace.sender.name, purpose }),
      ...{ decidedAt: now, expiresAt: now + EXPIRES_MS, priority: 90 },
    };
  });
}

/** Whether a signal says yes to a purpose by e-mail, or may bring another address to a yes that stands. */
function mayAskFor({ kind, value }: Signal, purpose: string, { consents }: CustomerState): boolean {
  if (kind === 'identify') return newestConsent(consents, 'email', purpose)?.granted === true;
  if (value.granted !== true || value.proof !== undefined) return false;
  return (value.channel === 'email' || value.channel === '*') && (value.purpose === '*' || value.purpose === purpose);
}

const NONE: readonly DeliveryJob[] = Object.freeze([]);
