import { type CustomerState, emptyState } from './contract.ts';

/**
 * What of a state was true already before `at`: where a replay of later signals begins. What was overwritten since, or forgotten,
 * is not known any more; memories of wakers and armed timers are not either.
 */
export function rewind(state: CustomerState, at: number): CustomerState {
  const back = emptyState(state.id);
  const isBefore = (one: { readonly at: number }) => one.at < at;
  Object.assign(back.values, pick(state.values, isBefore));
  Object.assign(back.consents, pick(state.consents, isBefore));
  Object.assign(back.suppressed, pick(state.suppressed, isBefore));
  Object.assign(
    back.inside,
    pick(state.inside, ({ since }) => since < at),
  );
  Object.assign(
    back.fired,
    pick(state.fired, (firedAt) => firedAt < at),
  );
  back.reservations.push(...state.reservations.filter(isBefore));
  if (state.firstAt < at) back.firstAt = state.firstAt;
  back.lastAt = Object.values(back.values).reduce((latest, known) => Math.max(latest, known.at), back.firstAt);
  back.identified = state.identified && Object.keys(back.values).some((field) => field.startsWith('customer.'));
  return back;
}

function pick<T>(from: Readonly<Record<string, T>>, is: (value: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => is(value)));
}
