import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { readPathPart, writePathPart } from '../../queries/path-part.ts';

/** What a customers' page reads of its address, as texts; '' where nothing stands there. */
export interface CustomersAddress {
  readonly id: string;
  readonly signal: string;
  /** A parameter of the address. */
  readonly param: (name: string) => string;
  /** Puts parameters into the address; '' takes one out. */
  readonly put: (params: Readonly<Record<string, string>>) => void;
}

/** Reads the address, so that a link shows a colleague the same. */
export function useCustomersAddress(): CustomersAddress {
  const params = useParams({ strict: false }) as { readonly id?: string; readonly signal?: string };
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const navigate = useNavigate();
  return {
    id: readPathPart(params.id ?? ''),
    signal: readPathPart(params.signal ?? ''),
    param: (name) => (search[name] === undefined ? '' : String(search[name])),
    put(changes) {
      const all = Object.entries({ ...search, ...changes }).filter(([, value]) => value !== '' && value !== undefined);
      void navigate({ to: '.', search: Object.fromEntries(all), replace: true } as never);
    },
  };
}

/** Where a customer's page is. */
export function customerLink(id: string) {
  return { to: '/customers/$id', params: { id: writePathPart(id) } } as const;
}

/** Where it is told why a signal did what it did. */
export function whyLink(id: string, signal: string, trigger: string) {
  return {
    to: '/customers/$id/why/$signal',
    params: { id: writePathPart(id), signal: writePathPart(signal) },
    search: (trigger === '' ? {} : { trigger }) as Readonly<Record<string, string>>,
  } as const;
}
