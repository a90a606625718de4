import { queryOptions } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Catalog, FoundCustomers, PreviewsAnswer, TestSent } from '../../engine/api/contract.ts';
import type { Language } from '../words/languages.ts';
import { EngineAway, RequestRefused, request } from './request.ts';

/** What a preview is filled from. */
export interface PreviewedContext {
  readonly customer?: string;
  readonly locale?: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

export type ShownChannel = PreviewsAnswer['previews'][number]['channels'][string];
export type SlotProblem = RequestRefused['problems'][number];

/** A channel, and whether the workspace uses it. */
export type ChannelKind = Catalog['channels'][number] & { readonly isUsed: boolean };

/**
 * The channels and what a template fills for each, in the reader's language; those of the workspace first, as it tries
 * them.
 */
export function channelsQuery(language: Language) {
  return queryOptions({
    queryKey: ['channel-slots', language],
    queryFn: async (): Promise<readonly ChannelKind[]> => {
      const [{ channels }, { live }] = await Promise.all([
        request<Catalog>('GET', `/v1/catalog?language=${language}`),
        request<{ readonly live: { readonly channels: readonly string[] } }>('GET', '/v1/workspace'),
      ]);
      const used = live.channels.flatMap((name) => channels.filter((one) => one.name === name));
      const others = channels.filter((one) => !used.includes(one));
      return [...used.map((one) => ({ ...one, isUsed: true })), ...others.map((one) => ({ ...one, isUsed: false }))];
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Customers whose id, or what else the reader may see of them, begins so. */
export function customersLike(q: string) {
  return queryOptions({
    queryKey: ['customers-like', q],
    queryFn: () => request<FoundCustomers>('GET', `/v1/customers?q=${encodeURIComponent(q)}&most=8`),
    enabled: q !== '',
  });
}

/** How long after the last key previews are asked for. */
const ASK_AFTER_MS = 120;

/** The previews of a draft: the last that could be made, and what is wrong with the draft now. */
export interface PreviewState {
  readonly good: PreviewsAnswer | undefined;
  readonly problems: readonly SlotProblem[];
  readonly error: Error | undefined;
}

/** Asks for previews while somebody types; a mistake keeps those before it. */
export function usePreviews(template: unknown, contexts: readonly PreviewedContext[]): PreviewState {
  const [state, setState] = useState<PreviewState>({ good: undefined, problems: [], error: undefined });
  const asked = useRef(0);
  const body = JSON.stringify({ template, contexts });
  useEffect(() => {
    // What was asked before and is answered later is not shown.
    const number = asked.current + 1;
    asked.current = number;
    const isLast = () => asked.current === number;
    const timer = setTimeout(() => {
      request<PreviewsAnswer>('POST', '/v1/preview', JSON.parse(body)).then(
        (good) => isLast() && setState({ good, problems: [], error: undefined }),
        (error: Error) =>
          isLast() &&
          setState(({ good }) => ({
            good,
            problems: error instanceof RequestRefused ? error.problems : [],
            error: error instanceof EngineAway ? undefined : error,
          })),
      );
    }, ASK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [body]);
  return state;
}

/** Sends one message as a test. */
export function sendTest(
  template: unknown,
  how: PreviewedContext & { readonly channel: string; readonly to: string; readonly token?: string },
): Promise<TestSent> {
  return request('POST', '/v1/test-send', { template, ...how });
}
