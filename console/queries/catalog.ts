import { queryOptions } from '@tanstack/react-query';
import type { Catalog, DocumentSchemas } from '../../engine/api/contract.ts';
import type { Language } from '../words/languages.ts';
import { request } from './request.ts';

/**
 * Every word that a definition can be made of, in the reader's language. It changes with the engine's release alone.
 */
export function catalogQuery(language: Language) {
  return queryOptions({
    queryKey: ['catalog', language],
    queryFn: () => request<Catalog>('GET', `/v1/catalog?language=${language}`),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Whole documents as JSON Schema, with the words of their keys. */
export function schemasQuery(language: Language) {
  return queryOptions({
    queryKey: ['schemas', language],
    queryFn: () => request<DocumentSchemas>('GET', `/v1/schemas?language=${language}`),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
