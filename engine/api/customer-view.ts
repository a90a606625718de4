import { devicesOf } from '../../triggers/hearing/devices.ts';
import { SILENCE } from '../../triggers/places/beacons.ts';
import type { CustomerState, KnownValue } from '../../triggers/state/contract.ts';
import { suppressionOf } from '../../triggers/state/suppressed.ts';
import { zoneOf } from '../../triggers/state/zone-of.ts';
import type { Live } from '../definitions/contract.ts';
import type { ExplainInputs } from '../studies/contract.ts';
import { momentOfNow } from '../studies/explain-customer.ts';
import type { CustomerView } from './contract.ts';

/**
 * Makes a customer's state readable: marks the values that still count, names the places, and leaves out the engine's
 * own notes.
 */
export function viewCustomer(
  askedAs: string,
  state: CustomerState,
  live: Live,
  { world, addressOf, at }: Pick<ExplainInputs, 'world' | 'addressOf' | 'at'>,
): Omit<CustomerView, 'isMasked'> {
  const suppressed = Object.entries(state.suppressed).map(([name, why]) => {
    const [channel = ''] = name.split(':', 1);
    return [name, { ...why, isInForce: suppressionOf(state, channel, addressOf(state, channel)) === why }] as const;
  });
  const moment = momentOfNow({ state, signal: undefined }, { live, world, addressOf, at });
  const segments = Array.from(live.segments.values(), ({ name, holds }) => {
    const answer = holds(moment);
    return [name, answer === undefined ? 'unknown' : answer ? 'yes' : 'no'] as const;
  });
  return {
    customer: state.id,
    ...(askedAs !== state.id && { askedAs }),
    identified: state.identified,
    firstAt: state.firstAt,
    lastAt: state.lastAt,
    zone: zoneOf(moment),
    values: viewValues(state.values, at),
    devices: devicesOf(state).map(({ values, ...device }) => ({ ...device, values: viewValues(values, at) })),
    places: Object.entries(state.inside).map(([id, { since }]) => ({
      id,
      name: live.place.get(id)?.name ?? id,
      since,
    })),
    consents: state.consents,
    suppressed: Object.fromEntries(suppressed),
    messages: state.reservations,
    segments: Object.fromEntries(segments),
    timers: Object.values(state.timers)
      .filter(({ trigger }) => trigger !== SILENCE)
      .map(({ trigger, key, dueAt }) => ({ trigger, key, dueAt })),
    aliases: state.aliases,
  };
}

function viewValues(values: Readonly<Record<string, KnownValue>>, at: number): CustomerView['values'] {
  return Object.fromEntries(
    Object.entries(values).map(([field, known]) => {
      const isKnown = known.v !== null && (known.until === undefined || at <= known.until);
      return [field, { ...known, isKnown }];
    }),
  );
}
