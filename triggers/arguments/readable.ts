/** A time of day on a clock of 24 hours. */
export const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** Whether a value can be read as a number. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && !Number.isNaN(value);
}

/** Whether a value can be read as a time of day, `HH:MM`. */
export function isTime(value: unknown): value is string {
  return typeof value === 'string' && TIME.test(value);
}
