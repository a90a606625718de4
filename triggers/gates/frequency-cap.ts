import type { Reservation } from '../state/contract.ts';
import { stepOf } from '../state/steps.ts';
import type { Cap, Gate, ReasonArgs } from './contract.ts';

/** Keeps one person from hearing too much, over all triggers, on rolling windows. */
export default {
  name: 'frequency-cap',
  title: { en: 'Message limit', de: 'Kontaktgrenze' },
  summary: {
    en: 'The customer is below every cap of the workspace, counted over rolling windows on all triggers together.',
    de: 'Der Kunde liegt unter jeder Kontaktgrenze des Arbeitsbereichs, gezählt über gleitende Zeiten und alle Auslöser zusammen.',
  },
  reasons: { 'cap-reached': sayCap },
  check({ trigger, moment, channels }, { at, workspace }) {
    const { purpose } = trigger.definition.message;
    const caps = workspace.caps.filter((cap) => cap.purpose === undefined || cap.purpose === purpose);
    let reached: Cap | undefined;
    const below = channels.filter((channel) => {
      const full = caps.find(
        (cap) => covers(cap, channel) && countWithin(moment.state.reservations, cap, at) >= cap.most,
      );
      reached ??= full;
      return !full;
    });
    if (below.length > 0) return { pass: below };
    return { hold: { code: 'cap-reached', args: reached ? argsOf(reached) : {} } };
  },
} satisfies Gate;

/**
 * How many messages the caps still let through: those of a purpose, or those that name none; Infinity where no cap
 * speaks.
 */
export function capsLeft(
  reservations: readonly Reservation[],
  caps: readonly Cap[],
  at: number,
  purpose: string | undefined,
): number {
  let left = Number.POSITIVE_INFINITY;
  for (const cap of caps) {
    if (cap.channel !== undefined || (cap.purpose !== undefined && cap.purpose !== purpose)) continue;
    left = Math.min(left, Math.max(0, cap.most - countWithin(reservations, cap, at)));
  }
  return left;
}

function covers(cap: Cap, channel: string): boolean {
  return cap.channel === undefined || cap.channel === channel;
}

function countWithin(reservations: readonly Reservation[], cap: Cap, at: number): number {
  let count = 0;
  for (const r of reservations) {
    if (r.at <= at - cap.withinMs) continue;
    if (cap.purpose !== undefined && r.purpose !== cap.purpose) continue;
    if (cap.channel !== undefined && r.channel !== cap.channel) continue;
    // What goes on by another channel is the same message.
    if (cap.channel === undefined && stepOf(r.id) > 1) continue;
    count++;
  }
  return count;
}

function argsOf({ most, withinMs, purpose, channel }: Cap): ReasonArgs {
  return {
    most,
    hours: withinMs / 3_600_000,
    ...(purpose !== undefined && { purpose }),
    ...(channel !== undefined && { channel }),
  };
}

function sayCap({ most, hours, purpose, channel }: ReasonArgs): string {
  const what = [purpose, channel && `by ${channel}`].filter(Boolean).join(' ');
  return most === undefined ? 'cap reached' : `at most ${most}${what ? ` ${what}` : ''} in ${hours} h`;
}
