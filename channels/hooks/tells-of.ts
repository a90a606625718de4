import type { Provider } from '../contract.ts';
import { mapOf } from './verify.ts';

/**
 * Whether an account tells what became of messages, by calling us, by mail or over its own connection. `settings` are
 * its own: one whose calls could not be checked tells nothing, nor does one whose mails come to nobody.
 */
export function tellsOf(
  { hooks, hears }: Pick<Provider, 'hooks' | 'hears'>,
  settings: unknown,
  isMailHeard: boolean,
): boolean {
  if (!hooks) return hears === true;
  const said = mapOf(settings);
  const isSet = (setting: string | undefined) => setting !== undefined && said[setting] !== undefined;
  return hooks.needs === undefined || isSet(hooks.needs) || (isMailHeard && isSet(hooks.byMail?.reports));
}
