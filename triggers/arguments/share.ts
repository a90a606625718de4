import * as z from 'zod';

const SHARE = 'a share of customers from 0% to 100%, such as 10%';

/** A share of customers as people write it; a number from 0 to 1 once read. */
export const share = z
  .string(SHARE)
  .regex(/^(?:100|\d{1,2}(?:\.\d{1,4})?)%$/, SHARE)
  .transform((text) => Number(text.slice(0, -1)) / 100);
