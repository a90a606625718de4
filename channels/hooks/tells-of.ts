import type { Provider } from '../contract.ts';

/** Whether a provider tells what became of messages, by calling us or over its own connection. */
export function tellsOf({ hooks, hears }: Pick<Provider, 'hooks' | 'hears'>): boolean {
  return hooks !== undefined || hears === true;
}
