import type { Verdict } from '../http/contract.ts';
import { GRAPH_VERDICTS } from './graph.ts';

/**
 * The meaning of WhatsApp's codes, in an answer and in a status that follows it:
 * https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 */
export const WHATSAPP_VERDICTS: Readonly<Record<string, Verdict>> = {
  ...GRAPH_VERDICTS,
  130429: 'throttled',
  131056: 'address-throttled',
  // Enough of marketing for this customer today, or part of an experiment.
  130472: 'fallback-channel',
  131049: 'fallback-channel',
  131026: 'fallback-channel',
  131047: 'window-closed',
  131000: 'transient',
  131016: 'transient',
  133004: 'transient',
  131031: 'channel-misconfigured',
  131045: 'channel-misconfigured',
  // The reader stopped marketing of this business; its other messages arrive.
  131050: 'marketing-opt-out',
  131051: 'drop',
  132000: 'drop',
  132001: 'drop',
  132005: 'drop',
  132007: 'drop',
  132012: 'drop',
  132015: 'drop',
  132016: 'drop',
};
