import type { Format } from './contract.ts';

/** Plain text: values go out as they are. */
export const text: Format = {
  name: 'text',
  start: 'text',
  follow: (state) => state,
  afterValue: (state) => state,
  put: () => String,
  end: () => undefined,
};
