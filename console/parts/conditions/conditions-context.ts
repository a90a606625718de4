import { createContext, useContext } from 'react';
import type { DocumentPath } from '../document/contract.ts';
import { pathText } from '../document/path.ts';
import { createStore, type Store, useStored } from '../store.ts';
import { type CatalogIndex, indexCatalog } from './catalog-index.ts';

/** What is known of one condition besides what it says. */
export interface ConditionFacts {
  /** Whether it holds for the chosen customer now. */
  readonly answer?: 'yes' | 'no' | 'unknown';
  /** The value that it saw. */
  readonly saw?: unknown;
  /** How often it said so in the last 24 hours. */
  readonly counts?: { readonly yes: number; readonly no: number; readonly unknown: number };
}

export const CatalogContext = createContext<CatalogIndex>(indexCatalog());
export type AllFacts = ReadonlyMap<string, ConditionFacts>;
/** What is known of all conditions, by their paths; each is told of its own. */
export const FactsContext = createContext<Store<AllFacts>>(createStore<AllFacts>(new Map()));
/** `moment`: conditions ask about fields; `item`: about the properties of an item or an event. */
export const ScopeContext = createContext<'moment' | 'item'>('moment');

/** Where a condition was just added: the keys go to it as soon as it is drawn. */
export const FreshContext = createContext<{ path: string | undefined }>({ path: undefined });

export function useCatalogIndex(): CatalogIndex {
  return useContext(CatalogContext);
}

/** What is known of the conditions at a place. */
export function useConditionFacts(path: DocumentPath): ConditionFacts | undefined {
  const here = pathText(path);
  return useStored(useContext(FactsContext), (facts) => facts.get(here));
}
