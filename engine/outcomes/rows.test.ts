import { expect, test } from 'vitest';
import { placeAt } from '../../test/support/moments.ts';
import { runOf } from '../../test/support/waker-run.ts';
import type { Stimulus } from '../../triggers/contract.ts';
import { sayReason } from '../../triggers/deciding/say-reason.ts';
import type { Candidate, Decision } from '../../triggers/gates/contract.ts';
import { decisionRows } from './rows.ts';

const { trigger, state } = runOf({ enter: { places: 'any' } });
const shop = placeAt('shop', 48, 11);

function matchedRow(stimulus: Stimulus) {
  const signal = { id: 's1', kind: 'location', customer: state.id, at: 0, value: {} };
  const moment = { at: 0, origin: signal, signal, state, stimulus, place: shop } as unknown as Candidate['moment'];
  const candidate: Candidate = { id: 'd1', trigger, moment, channels: ['email'] };
  const decision: Decision = { candidate, resumed: false, result: 'send', channel: 'email', expiresAt: 1 };
  return decisionRows(decision, { at: 0, wallAt: 0, receivedAt: 0 })[0]!;
}

test('the row of a match says that the way between two positions entered the place, and else nothing', () => {
  const row = matchedRow({ type: 'enter', place: shop, passing: true });
  expect(row).toMatchObject({ step: 'matched', place: 'shop', why: { code: 'entered-by-passing' } });
  expect(sayReason(row.why!)).toBe('the way between two positions led through the place');
  expect(matchedRow({ type: 'enter', place: shop }).why).toBeUndefined();
});
