import { expect, test } from 'vitest';
import type { HookEvent } from '../../channels/hooks/contract.ts';
import type { SentMessage } from './contract.ts';
import { signalsOfEvent } from './signals-of-event.ts';

const SENT: SentMessage = {
  ...{ delivery: 'd1', customer: 'anna', trigger: 'jacket', channel: 'sms', purpose: 'offers' },
  offers: { menu: ['keep', 'drop'], answers: [{ label: 'Keep it', value: 'keep' }] },
};
const told = (event: Partial<HookEvent> & Pick<HookEvent, 'state'>) =>
  signalsOfEvent('main', { id: 'e1', at: 5, ...event }, SENT, 9);
const valuesOf = (event: Parameters<typeof told>[0]) => told(event).map(({ kind, value }) => ({ kind, ...value }));

test('a number is the same signal as a press on its button, with the message that it answers', () => {
  const choice = {
    delivery: 'd1',
    state: 'replied',
    channel: 'sms',
    trigger: 'jacket',
    text: 'Keep it',
    account: 'main',
    choice: 'keep',
  };
  expect(valuesOf({ state: 'replied', text: '1' })).toEqual([{ kind: 'message', ...choice }]);
  expect(valuesOf({ state: 'replied', text: 'Keep it', choice: 'keep' })).toEqual([{ kind: 'message', ...choice }]);
  expect(valuesOf({ state: 'replied', text: 'keep it' })).toEqual([{ kind: 'message', ...choice }]);
  expect(valuesOf({ state: 'replied', text: 'What?' })).toMatchObject([{ text: 'What?' }]);
  expect(valuesOf({ state: 'replied', text: 'What?' })[0]).not.toHaveProperty('choice');
});

test('a stop word stays one, whatever a menu offers', () => {
  expect(valuesOf({ state: 'replied', text: 'STOP' })).toMatchObject([
    { kind: 'message', text: 'STOP' },
    { kind: 'consent', channel: 'sms', purpose: '*', granted: false },
  ]);
});

test('a block is of its address, and a change of the address is an event with both', () => {
  expect(valuesOf({ state: 'blocked', address: '+49301' })).toMatchObject([{ state: 'blocked', address: '+49301' }]);
  expect(valuesOf({ state: 'address-changed', address: '+49301', to: '+49302' })).toEqual([
    { kind: 'event', name: 'address-changed', properties: { channel: 'sms', from: '+49301', to: '+49302' } },
  ]);
});
