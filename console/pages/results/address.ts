import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useNow } from 'use-intl';
import { recordOf } from '../../parts/definitions.ts';
import { type Period, periodIn, type Span } from '../../parts/period.ts';
import { isKnownZone } from '../../parts/zone-days.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import { readPathPart, writePathPart } from '../../queries/path-part.ts';
import { FACT_NAMES, type FactName } from './facts.ts';

type Params = Readonly<Record<string, string>>;

/** What a success counts for where several messages came before it, as questions take it; the first is usual. */
export const ATTRIBUTIONS = ['each', 'first', 'last'] as const;

/** What a page of results reads of its address. */
export interface ResultsAddress {
  readonly param: (name: string) => string;
  /** Puts parameters into the address; '' takes one out. */
  readonly put: (changes: Params) => void;
  readonly zone: string;
  readonly currency: string | undefined;
  readonly period: Period;
  readonly trigger: string;
  readonly attribution: (typeof ATTRIBUTIONS)[number];
  /** The facts with the values that are left, each as its filter. */
  readonly filters: Params;
  readonly by: readonly FactName[];
  /** The parameters of the engine's questions: period, zone, trigger, facts, attribution. */
  readonly asked: Params;
  /** The same address with the days written out, so that it shows the same tomorrow. */
  readonly link: string;
}

/** Pages whose addresses a trigger's name may be, too. */
const OWN_PAGES: ReadonlySet<string> = new Set([
  'held-back',
  'effect',
  'speed',
  'more',
  'sql',
  'boards',
  'alerts',
  'decisions',
]);

/** Reads the address; undefined while the workspace's zone is not known. */
export function useResultsAddress(): ResultsAddress | undefined {
  const search = useSearch({ strict: false }) as Params;
  const { trigger: ofPath } = useParams({ strict: false }) as { readonly trigger?: string };
  const navigate = useNavigate();
  // To the minute, so that a page that is drawn again asks the same.
  const minute = Math.floor(useNow({ updateInterval: 60_000 }).getTime() / 60_000) * 60_000;
  const workspace = useQuery(definitionsQuery).data?.documents.find(({ kind }) => kind === 'workspace');
  const isLoaded = useQuery(definitionsQuery).data !== undefined;
  return useMemo(() => {
    if (!isLoaded) return undefined;
    const { zone: usual, currency } = recordOf(workspace?.body);
    const named = search.zone ?? '';
    const zone = isKnownZone(named) && named !== '' ? named : typeof usual === 'string' ? usual : 'UTC';
    const trigger = ofPath === undefined ? (search.trigger ?? '') : readPathPart(ofPath);
    const period = periodIn(search, zone, minute);
    const filters = filtersIn(search);
    const attribution = ATTRIBUTIONS.find((one) => one === search.attribution) ?? 'each';
    const asked = {
      ...{ ...spanParams(period), zone, ...(trigger !== '' && { trigger }), ...filters },
      ...(attribution !== 'each' && { attribution }),
    };
    const { period: _name, trigger: _trigger, ...rest } = search;
    return {
      param: (name: string) => search[name] ?? '',
      put(changes: Params) {
        const all = Object.entries({ ...search, ...(trigger !== '' && { trigger }), ...changes });
        const { trigger: chosen = '', ...kept } = Object.fromEntries(all.filter(([, value]) => value !== ''));
        const isPage = OWN_PAGES.has(location.pathname.split('/')[2] ?? '') && ofPath === undefined;
        if (isPage)
          void navigate({ to: '.', search: { ...kept, ...(chosen && { trigger: chosen }) }, replace: true } as never);
        else void navigate({ ...resultsOf(chosen, kept), replace: true } as never);
      },
      ...{ zone, period, trigger, attribution, filters, asked },
      currency: typeof currency === 'string' ? currency : undefined,
      by: (search.by ?? '')
        .split(',')
        .filter((name): name is FactName => FACT_NAMES.includes(name as FactName))
        .slice(0, 2),
      link: `${location.pathname}?${new URLSearchParams({ ...rest, ...(ofPath === undefined && trigger !== '' && { trigger }), ...spanParams(period), zone })}`,
    };
  }, [search, ofPath, navigate, minute, workspace, isLoaded]);
}

/** Where the results of a trigger are; of all for ''. */
export function resultsOf(trigger: string, search: Params = {}) {
  if (trigger === '') return { to: '/results', search };
  if (OWN_PAGES.has(trigger)) return { to: '/results', search: { ...search, trigger } };
  return { to: '/results/$trigger', params: { trigger: writePathPart(trigger) }, search };
}

/** The days of a span as parameters. */
export function spanParams({ from, to }: Span): Params {
  return { from, to };
}

function filtersIn(search: Params): Params {
  const named = FACT_NAMES.filter((name) => name !== 'trigger' && (search[name] ?? '') !== '');
  return Object.fromEntries(named.map((name) => [name, search[name] ?? '']));
}
