import type { HttpCall, Replies, Verdict } from '../http/contract.ts';
import { fieldOf } from '../http/field-of.ts';

/**
 * Codes that all services of Meta's Graph API have:
 * https://developers.facebook.com/docs/graph-api/guides/error-handling
 */
export const GRAPH_VERDICTS: Readonly<Record<string, Verdict>> = {
  1: 'transient',
  2: 'transient',
  4: 'throttled',
  10: 'channel-misconfigured',
  17: 'throttled',
  32: 'throttled',
  100: 'drop',
  190: 'channel-misconfigured',
  200: 'channel-misconfigured',
  368: 'channel-misconfigured',
  613: 'throttled',
  1200: 'transient',
  80006: 'throttled',
  80007: 'throttled',
};

/** Those of Messenger and Instagram. */
export const PAGE_VERDICTS: Readonly<Record<string, Verdict>> = {
  ...GRAPH_VERDICTS,
  '10/2018278': 'window-closed',
  '10/2534022': 'window-closed',
  '10/1893063': 'channel-misconfigured',
  '100/2018001': 'suppress-address',
  551: 'fallback-channel',
};

/** The code with its subcode, then the code alone. */
export const graphCodes: NonNullable<Replies['codes']> = ({ json }) => {
  const code = fieldOf(json, 'error', 'code');
  const sub = fieldOf(json, 'error', 'error_subcode');
  return [code && sub ? `${code}/${sub}` : undefined, code];
};

/** Signs a call with a token that does not expire. */
export function withToken(call: HttpCall, { token }: { readonly token: string }): HttpCall {
  return { ...call, headers: { authorization: `Bearer ${token}` } };
}
