/** Something that a person's phone reports, before it gets an id and a customer. */
export interface Happening {
  readonly kind: 'location' | 'device' | 'cart' | 'event' | 'identify' | 'consent' | 'push-token' | 'weather';
  readonly at: number;
  readonly value: Readonly<Record<string, unknown>>;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Rounds for the wire: phones do not know more either. */
export function roundMs(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
