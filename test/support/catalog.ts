import { catalogOf } from '../../engine/api/catalog.ts';
import type { Catalog, DocumentSchemas } from '../../engine/api/contract.ts';
import { schemasOf } from '../../engine/api/document-schemas.ts';
import { loadLanguage } from '../../engine/definitions/language.ts';
import type { LanguageCode } from '../../triggers/words/contract.ts';

/** The catalog as the API answers it, without an engine. */
export async function catalogFor(language: LanguageCode): Promise<Catalog> {
  return catalogOf(await loadLanguage(), new Map(), language);
}

/** The schemas of whole documents, as the API answers them. */
export async function schemasFor(language: LanguageCode): Promise<DocumentSchemas> {
  return schemasOf(await loadLanguage(), language);
}
