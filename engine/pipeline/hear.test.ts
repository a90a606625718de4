import { expect, test } from 'vitest';
import { liveWith } from '../../test/support/bare-engine.ts';
import { THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { loadVocabulary } from '../../triggers/vocabulary/vocabulary.ts';
import type { AdvanceInputs } from './contract.ts';
import { hearSignal } from './hear.ts';

const advance = createAdvance((await loadVocabulary()).signals);

/** Of a customer whose address is the trait `email`. */
const hearing = {
  live: liveWith({}, 1),
  advance,
  inputs: { addressOf: ({ values }: { values: Record<string, { v: unknown }> }) => values['customer.email']?.v },
} as unknown as AdvanceInputs;
const bounced = { delivery: 'd1', channel: 'email', state: 'bounced', hard: true };
const signal = (id: string, kind: string, value: object) => ({ id, kind, customer: 'ann', at: T, value: { ...value } });

test('a bounce that does not say its address is of the one that the customer has then', () => {
  const state = emptyState('ann');
  hearSignal(state, signal('1', 'identify', { traits: { email: 'Ann@Old.example' } }), T, hearing, undefined);
  hearSignal(state, signal('2', 'message', bounced), T, hearing, undefined);
  expect(Object.keys(state.suppressed)).toEqual(['email:ann@old.example']);
  hearSignal(state, signal('3', 'identify', { traits: { email: 'ann@new.example' } }), T, hearing, undefined);
  expect(Object.keys(state.suppressed)).toEqual(['email:ann@old.example']);
});

test('one that an earlier release stored by its channel is of the address before the next signal changes it', () => {
  const state = emptyState('ann');
  hearSignal(state, signal('1', 'identify', { traits: { email: 'ann@old.example' } }), T, hearing, undefined);
  state.suppressed = { email: { reason: 'bounced', at: T } };
  hearSignal(state, signal('2', 'identify', { traits: { email: 'ann@new.example' } }), T, hearing, undefined);
  expect(Object.keys(state.suppressed)).toEqual(['email:ann@old.example']);
});
