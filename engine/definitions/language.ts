import type { Channel, Provider } from '../../channels/contract.ts';
import type { Helper } from '../../templates/contract.ts';
import { GATES } from '../../triggers/deciding/order.ts';
import { loadChecks } from '../../triggers/reading/find-warnings.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { loadVocabulary } from '../../triggers/vocabulary/vocabulary.ts';
import type { Language } from './contract.ts';

/** Loads all parts from their folders. */
export async function loadLanguage(): Promise<Language> {
  const [vocabulary, helpers, channels, providers, checks] = await Promise.all([
    loadVocabulary(),
    loadFolder<Helper>(new URL('../../templates/helpers/', import.meta.url)),
    loadFolder<Channel>(new URL('../../channels/kinds/', import.meta.url)),
    loadFolder<Provider>(new URL('../../channels/providers/', import.meta.url)),
    loadChecks(),
  ]);
  return { vocabulary, helpers, channels, providers, gates: GATES, checks };
}
