import type { HookEvent, Hooks } from './contract.ts';
import { passwordHooks } from './password-hooks.ts';
import { instantOf, phoneOf, textOf } from './verify.ts';

const STATES: Readonly<Record<string, HookEvent['state']>> = {
  Delivered: 'delivered',
  Failed: 'failed',
  Rejected: 'failed',
  Aborted: 'failed',
  Expired: 'failed',
  Cancelled: 'failed',
  Deleted: 'failed',
};

/**
 * Callbacks of Sinch's batches: https://developers.sinch.com/docs/sms/api-reference/sms/tag/Webhooks. They are signed
 * by nothing but the user and password that Sinch sets up for their address.
 */
export const SINCH_HOOKS: Hooks = passwordHooks(eventOf);

function eventOf(told: Readonly<Record<string, unknown>>): HookEvent | undefined {
  if (told.type === 'mo_text') {
    const [id, text] = [textOf(told.id), textOf(told.body)];
    if (id === undefined || text === undefined) return undefined;
    return { id, state: 'replied', address: phoneOf(told.from), at: instantOf(told.received_at), text };
  }
  const message = textOf(told.batch_id);
  const status = String(told.status);
  const state = STATES[status];
  if (message === undefined || state === undefined || !String(told.type).startsWith('recipient_delivery_report')) {
    return undefined;
  }
  const address = phoneOf(told.recipient);
  const reason = state === 'failed' ? `${status}, code ${String(told.code ?? 'unknown')}` : undefined;
  return { id: `${message} ${address} ${status}`, message, state, address, at: instantOf(told.at), reason };
}
