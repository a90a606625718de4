import { expect, test } from 'vitest';
import type { CustomerExplanation } from '../engine/api/contract.ts';
import { explanationLines } from './explanation-lines.ts';

const UNTIL = Date.UTC(2026, 10, 28, 23, 38);

const explained = (reason: string): CustomerExplanation => ({
  customer: 'ada',
  at: UNTIL - 60_000,
  zone: 'UTC',
  triggers: [
    {
      ...{ trigger: 'thanks', version: 3, summary: 'Thanks', says: 'would be held back', answer: 'yes' },
      on: { waker: 'signal', args: 'cart', isWoken: true, listens: ['signal:cart'] },
      when: { kind: 'all', answer: true, children: [] },
      gates: [{ gate: 'cooldown', says: 'hold', channels: ['in-app'], reason, until: UNTIL }],
    },
  ],
});
const gateLine = (reason: string) =>
  explanationLines(explained(reason), true, []).find((line) => line.includes('cooldown:'));

test('the time at which a gate opens is told once', () => {
  expect(gateLine(`until ${new Date(UNTIL).toISOString()}`)).toBe('    ✗ cooldown: until 2026-11-28 23:38');
  expect(gateLine('spoke lately')).toBe('    ✗ cooldown: spoke lately, until 2026-11-28 23:38');
});

test('why it would go by its channel is told before the gates', () => {
  const { triggers, ...about } = explained('spoke lately');
  const choice = { code: 'channel-stated', args: { channel: 'sms' }, reason: 'by sms, as the customer wishes' };
  const lines = explanationLines({ ...about, triggers: triggers.map((one) => ({ ...one, choice })) }, true, []);
  const at = lines.indexOf('  channel: by sms, as the customer wishes');
  expect(lines[at + 1]).toBe('  gates');
});
