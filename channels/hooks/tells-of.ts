import type { Provider } from '../contract.ts';
import { mapOf } from './verify.ts';

/**
 * Whether an account tells what became of messages, by calling us or over its own connection. `settings` are its own:
 * one whose calls could not be checked tells nothing.
 */
export function tellsOf({ hooks, hears }: Pick<Provider, 'hooks' | 'hears'>, settings: unknown): boolean {
  if (!hooks) return hears === true;
  return hooks.needs === undefined || mapOf(settings)[hooks.needs] !== undefined;
}
