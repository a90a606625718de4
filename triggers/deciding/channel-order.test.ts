import { expect, test } from 'vitest';
import { momentWith, THURSDAY_EVENING as T, triggerNamed, workspaceWith } from '../../test/support/moments.ts';
import { emptyState } from '../state/empty-state.ts';
import { orderChannels, PREFERRED_CHANNEL } from './channel-order.ts';

const { definition } = triggerNamed('a');
/** In which order a customer of this choice is written to. */
function order(choice: unknown, channels: 'preferred' | readonly string[] = 'preferred'): readonly string[] {
  const state = emptyState('c1');
  if (choice !== undefined) state.values[PREFERRED_CHANNEL] = { v: choice, at: T, source: 'test' };
  const message = { ...definition.message, channels };
  const workspace = workspaceWith({ channels: ['email', 'in-app', 'sms'] });
  return orderChannels('d1', { ...definition, message }, momentWith(state), workspace).channels;
}

test('without a choice it is the order of the workspace, or the one of the trigger', () => {
  expect(order(undefined)).toEqual(['email', 'in-app', 'sms']);
  expect(order(undefined, ['sms', 'email'])).toEqual(['sms', 'email']);
});

test('what the customer chose comes first, in their order, then the others', () => {
  expect(order('sms')).toEqual(['sms', 'email', 'in-app']);
  expect(order(['sms', 'in-app'])).toEqual(['sms', 'in-app', 'email']);
});

test('a choice that the trigger does not offer, or that is no channel, changes nothing', () => {
  expect(order('sms', ['in-app', 'email'])).toEqual(['in-app', 'email']);
  expect(order(['fax', 'sms'])).toEqual(['sms', 'email', 'in-app']);
  expect(order(7)).toEqual(['email', 'in-app', 'sms']);
});
