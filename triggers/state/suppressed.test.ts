import { describe, expect, test } from 'vitest';
import type { CustomerState } from './contract.ts';
import { emptyState } from './empty-state.ts';
import { nameBounces, suppress, suppressionOf } from './suppressed.ts';

const BOUNCE = { reason: 'bounced: 550 no such user', at: 10 };
const OLD = 'ann@exmaple.org';
const NEW = 'ann@example.org';

describe('a bounce', () => {
  test('is of its address: another one of the customer is written to, and the old one stays dead, in any letter case', () => {
    const state = emptyState('ann');
    suppress(state, 'email', OLD, BOUNCE);
    expect(suppressionOf(state, 'email', OLD)).toBe(BOUNCE);
    expect(suppressionOf(state, 'email', 'Ann@Exmaple.Org')).toBe(BOUNCE);
    expect(suppressionOf(state, 'email', NEW)).toBeUndefined();
    expect(suppressionOf(state, 'sms', OLD)).toBeUndefined();
    expect(suppressionOf(state, 'email', undefined)).toBeUndefined();
  });

  test('keeps its first reason, and its address is forgotten only among far more than anybody has', () => {
    const state = emptyState('ann');
    suppress(state, 'email', OLD, BOUNCE);
    suppress(state, 'email', OLD, { reason: 'bounced: later', at: 20 });
    expect(suppressionOf(state, 'email', OLD)).toBe(BOUNCE);
    for (let i = 0; i < 100; i++) suppress(state, 'push', `token-${i}`, { reason: 'bounced', at: 100 + i });
    expect(Object.keys(state.suppressed)).toHaveLength(64);
    expect(suppressionOf(state, 'push', 'token-99')).toBeDefined();
    expect(suppressionOf(state, 'push', 'token-0')).toBeUndefined();
  });

  test('that does not say its address, as earlier releases stored it, is of the one that the customer has now', () => {
    const state = emptyState('ann');
    state.suppressed = { email: BOUNCE, webhook: BOUNCE };
    let address = OLD;
    const addressOf = (_: CustomerState, channel: string) => (channel === 'email' ? address : undefined);
    expect(suppressionOf(state, 'email', NEW), 'until that is known, of any').toBe(BOUNCE);
    nameBounces(state, addressOf);
    expect(state.suppressed).toEqual({ [`email:${OLD}`]: BOUNCE, webhook: BOUNCE });
    address = NEW;
    nameBounces(state, addressOf);
    expect(suppressionOf(state, 'email', NEW)).toBeUndefined();
    expect(suppressionOf(state, 'email', OLD)).toBe(BOUNCE);
  });
});

test('a complaint is of the person: it holds whatever the address, also one that an earlier release stored', () => {
  const state = emptyState('ann');
  state.suppressed = { email: { reason: 'complained', at: 10 } };
  nameBounces(state, () => OLD);
  expect(suppressionOf(state, 'email', NEW)).toEqual({ reason: 'complained', at: 10 });
});

test('a channel that is called as a property of every object is not suppressed by that', () => {
  expect(suppressionOf(emptyState('ann'), 'constructor', 'x')).toBeUndefined();
});
