import type { Channel, Provider } from '../../channels/contract.ts';
import type { Helper } from '../../templates/contract.ts';
import { GATES } from '../../triggers/deciding/order.ts';
import { loadChecks } from '../../triggers/reading/find-warnings.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { loadVocabulary } from '../../triggers/vocabulary/vocabulary.ts';
import type { Language } from './contract.ts';

/** Loads all parts from their folders. */
export async function loadLanguage(): Promise<Language> {
  const folder = <T extends { readonly name: string }>(path: string) =>
    loadFolder<T>(new URL(`../../${path}/`, import.meta.url));
  const [vocabulary, helpers, channels, providers, checks] = await Promise.all([
    loadVocabulary(),
    folder<Helper>('templates/helpers'),
    folder<Channel>('channels/kinds'),
    folder<Provider>('channels/providers'),
    loadChecks(),
  ]);
  return { vocabulary, helpers, channels, providers, gates: GATES, checks };
}
