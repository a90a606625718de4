import * as z from 'zod';
import { EXPECTED_NAME, NAME } from '../contract.ts';

/** The name of a trigger, template, channel, purpose or segment. */
export const name = z.string(EXPECTED_NAME).regex(NAME, EXPECTED_NAME);

/** Such a name, or `*` for every one. */
export const nameOrAll = z.string().regex(new RegExp(`^(?:\\*|${NAME.source.slice(1, -1)})$`));
