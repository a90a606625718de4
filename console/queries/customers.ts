import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  ConversationPage,
  CustomerExplanation,
  CustomerView,
  FoundCustomers,
  SignalExplanation,
  StoryPage,
  WithSaid,
} from '../../engine/api/contract.ts';
import { writePathPart } from './path-part.ts';
import { request } from './request.ts';

/** One row of a customer's story, as it was recorded. */
export type StoryRow = StoryPage['rows'][number];

/** What a search asks for; what is empty is not asked. */
export interface CustomerFilter {
  readonly q: string;
  readonly place: string;
  readonly segment: string;
}

/** Which rows of a story are asked for. */
export interface StoryFilter {
  readonly kinds: readonly string[];
  readonly from: number | undefined;
  readonly to: number | undefined;
}

const of = (id: string) => `/v1/customers/${encodeURIComponent(writePathPart(id))}`;

/** Customers who fit, page by page; the newest where nothing is asked for. */
export function findCustomersQuery({ q, place, segment }: CustomerFilter) {
  return infiniteQueryOptions({
    queryKey: ['customers', q, place, segment],
    queryFn: ({ pageParam }) =>
      request<FoundCustomers>('GET', `/v1/customers${search({ q, place, segment, after: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: ({ after }) => after,
    placeholderData: keepPreviousData,
  });
}

/** What is known of a customer now. */
export function customerQuery(id: string) {
  return queryOptions({ queryKey: ['customer', id], queryFn: () => request<CustomerView>('GET', of(id)) });
}

/** What happened to a customer: the newest page first, older and newer ones when they are asked for. */
export function storyQuery(id: string, { kinds, from, to }: StoryFilter, before: string) {
  const narrow = { kinds: kinds.join(','), from: from?.toString() ?? '', to: to?.toString() ?? '', most: '60' };
  return infiniteQueryOptions({
    queryKey: ['story', id, narrow, before],
    queryFn: ({ pageParam }) => request<StoryPage>('GET', `${of(id)}/story${search({ ...narrow, ...pageParam })}`),
    initialPageParam: { before } as { readonly before?: string; readonly after?: string },
    getNextPageParam: ({ older }) => (older === undefined ? undefined : { before: older }),
    getPreviousPageParam: ({ newer }) => (newer === undefined ? undefined : { after: newer }),
  });
}

/** What was written to a customer and by them: the newest page first, older ones when they are asked for. */
export function conversationQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['conversation', id],
    queryFn: ({ pageParam: before }) =>
      request<ConversationPage>('GET', `${of(id)}/conversation${search({ most: '20', before })}`),
    initialPageParam: '',
    getNextPageParam: ({ older }) => older,
    // Somebody may write while it is looked at.
    refetchInterval: 3_000,
  });
}

/** One message of a conversation. */
export type SaidLine = ConversationPage['rows'][number];

/** Sends what a person writes to a customer. Gives the line that it makes in the conversation. */
export function sendReply(
  id: string,
  body: {
    readonly key: string;
    readonly channel: string;
    readonly thread?: string;
    readonly subject?: string;
    readonly text: string;
  },
) {
  return request<SaidLine>('POST', `${of(id)}/conversation`, body);
}

/** Where a customer was, as GeoJSON. */
export function trackQuery(id: string, { from, to }: Pick<StoryFilter, 'from' | 'to'>) {
  const narrow = { from: from?.toString() ?? '', to: to?.toString() ?? '' };
  return queryOptions({
    queryKey: ['track', id, narrow],
    queryFn: () => request<GeoJSON.FeatureCollection>('GET', `${of(id)}/track${search(narrow)}`),
  });
}

/** What every trigger, or one, would do if the customer's last signal came now. */
export function explainQuery(id: string, trigger = '') {
  return queryOptions({
    queryKey: ['explain', id, trigger],
    queryFn: () => request<CustomerExplanation>('GET', `${of(id)}/explain${search({ trigger })}`),
  });
}

/** What became of one signal, for every trigger or one, and why. */
export function signalQuery(id: string, signal: string, trigger = '') {
  return queryOptions({
    queryKey: ['explain', id, 'signal', signal, trigger],
    queryFn: () =>
      request<WithSaid<SignalExplanation>>(
        'GET',
        `${of(id)}/signals/${encodeURIComponent(writePathPart(signal))}/explain${search({ trigger })}`,
      ),
  });
}

/** Sends a signal for a customer, as an app would. Gives its id. */
export function sendSignal(
  id: string,
  body: { readonly kind: string; readonly value: object; readonly test: boolean },
) {
  return request<{ readonly signal: string }>('POST', `${of(id)}/signals`, body);
}

/** Forgets everything of a customer. */
export function eraseCustomer(id: string) {
  return request<{ readonly ids: readonly string[] }>('DELETE', of(id));
}

/** Where everything that is stored of a customer can be fetched. */
export function exportAddress(id: string): string {
  return `${of(id)}/export`;
}

function search(params: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(params).filter((entry): entry is [string, string] => !!entry[1]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
