import { queryOptions } from '@tanstack/react-query';
import type { AlertsAnswer, FoundAnswer, KeptAlert, StandingsAnswer } from '../../engine/api/contract.ts';
import { request } from './request.ts';

export type Alert = KeptAlert['body'];
export type Watch = Alert['watch'];

/** The alerts, the newest save first. */
export const alertsQuery = queryOptions({
  queryKey: ['alerts'],
  queryFn: () => request<AlertsAnswer>('GET', '/v1/alerts'),
});

/** How those stand that were judged. */
export const standingsQuery = queryOptions({
  queryKey: ['alerts', 'standings'],
  queryFn: () => request<StandingsAnswer>('GET', '/v1/alert-standings'),
  refetchInterval: 15_000,
});

/** Judges an alert as it is written, and tells nobody. */
export function tryAlert(alert: Alert): Promise<FoundAnswer> {
  return request('POST', '/v1/alert-try', alert);
}

export function saveAlert(id: string, alert: Alert, since: number): Promise<KeptAlert> {
  return request('PUT', `/v1/alerts/${id}`, { ...alert, since });
}

export function removeAlert(id: string): Promise<void> {
  return request('DELETE', `/v1/alerts/${id}`);
}
