import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Catalog } from '../../../engine/api/contract.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import { resultQuery } from '../../queries/results.ts';
import { indexCatalog } from '../conditions/catalog-index.ts';
import type { AnyDocument } from '../definitions.ts';
import type { Schema } from '../schema-form/contract.ts';
import { choicesFor, readSeenEvents } from './choices.ts';
import type { TextLanguage } from './words-at.ts';

/** What a definition can be made of: the catalog's words, its schema, and the things that there are to name. */
export function useTextLanguage(catalog: Catalog, schema: Schema): TextLanguage {
  const { data: stored } = useQuery(definitionsQuery);
  const { data: seen } = useQuery(resultQuery('events-seen'));
  const index = useMemo(() => indexCatalog(catalog), [catalog]);
  const documents = (stored?.documents ?? NO_DOCUMENTS) as readonly AnyDocument[];
  const choices = useMemo(
    () => choicesFor(documents, catalog, readSeenEvents(seen?.rows ?? [])),
    [documents, catalog, seen],
  );
  return useMemo(() => ({ schema, index, choices }), [schema, index, choices]);
}

const NO_DOCUMENTS: readonly AnyDocument[] = [];
