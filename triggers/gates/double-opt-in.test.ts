import { expect, test } from 'vitest';
import { candidateWith, gateInputsWith, workspaceWith } from '../../test/support/moments.ts';
import consentKind from '../signals/consent.ts';
import { emptyState } from '../state/empty-state.ts';
import consent from './consent.ts';

const workspace = workspaceWith({ purposes: { offers: { marketing: true, anyHour: false, doubleOptIn: true } } });
const PROOF = { delivery: 'd1', address: 'a@post.example', askedAt: 1, confirmedAt: 2 };

test('a yes by e-mail counts once it is confirmed, and a no ends that', () => {
  const state = emptyState('c1');
  const say = (at: number, value: Readonly<Record<string, unknown>>) =>
    consentKind.effect(state, { id: `s${at}`, kind: 'consent', customer: 'c1', at, value });
  const may = () => {
    const result = consent.check(candidateWith(state), gateInputsWith({ workspace, addressOf: () => PROOF.address }));
    return 'pass' in result ? result.pass : [];
  };
  say(1, { channel: '*', purpose: '*', granted: true });
  expect(may(), 'a yes to everything is no confirmed one').toEqual(['in-app']);
  say(2, { channel: 'email', purpose: 'offers', granted: true });
  expect(may()).toEqual(['in-app']);
  say(3, { channel: 'email', purpose: 'offers', granted: true, proof: PROOF });
  expect(may()).toEqual(['email', 'in-app']);
  say(4, { channel: 'email', purpose: 'offers', granted: true });
  expect(may(), 'said once more it is as confirmed as it was').toEqual(['email', 'in-app']);
  say(5, { channel: 'email', purpose: 'offers', granted: false });
  say(6, { channel: 'email', purpose: 'offers', granted: true });
  expect(may(), 'after a no it is asked for again').toEqual(['in-app']);
});

test('a yes that was confirmed at one address is not confirmed at another', () => {
  const state = emptyState('c1');
  const value = { channel: 'email', purpose: 'offers', granted: true, proof: PROOF };
  consentKind.effect(state, { id: 's1', kind: 'consent', customer: 'c1', at: 1, value });
  const mayAt = (address: string) => {
    const inputs = gateInputsWith({ workspace, addressOf: () => address });
    const result = consent.check(candidateWith(state), inputs);
    return 'pass' in result ? result.pass : [];
  };
  expect(mayAt('A@post.example')).toEqual(['email']);
  expect(mayAt('victim@other.example')).toEqual([]);
  consentKind.effect(state, {
    id: 's2',
    kind: 'consent',
    customer: 'c1',
    at: 2,
    value: { ...value, proof: undefined },
  });
  expect(mayAt('victim@other.example'), 'said once more it is confirmed where it was').toEqual([]);
});

test('a proof is told with the secret key only', () => {
  expect(consentKind.secretFault({ proof: PROOF })).toContain('secret key');
  expect(consentKind.secretFault({})).toBeUndefined();
});
