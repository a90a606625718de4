import { catalogOf } from '../../engine/api/catalog.ts';
import type { Catalog } from '../../engine/api/contract.ts';
import { loadLanguage } from '../../engine/definitions/language.ts';
import type { LanguageCode } from '../../triggers/words/contract.ts';

/** The catalog as the API answers it, without an engine. */
export async function catalogFor(language: LanguageCode): Promise<Catalog> {
  return catalogOf(await loadLanguage(), new Map(), language);
}
