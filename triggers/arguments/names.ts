import * as z from 'zod';
import { EXPECTED_NAME, NAME } from '../contract.ts';
import { say } from '../words/say.ts';

/** The name of a trigger, template, channel, purpose or segment. */
export const name = say(
  z.string(EXPECTED_NAME).regex(NAME, EXPECTED_NAME),
  { en: 'Name', de: 'Name' },
  { kind: 'text', examples: ['rainy-walk-by'] },
);

/** Such a name, or `*` for every one. */
export const nameOrAll = z.string().regex(new RegExp(`^(?:\\*|${NAME.source.slice(1, -1)})$`));
