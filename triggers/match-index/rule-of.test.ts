import { expect, test } from 'vitest';
import { triggerNamed } from '../../test/support/moments.ts';
import { Fields, Numbering, ruleOf } from './rule-of.ts';

const ruleFor = (more: object) => ruleOf(triggerNamed('a', more), new Numbering(), new Fields());

test('a trigger that is put off while it cannot tell wants moments of which it cannot be told', () => {
  expect(ruleFor({}).wantsUnknown).toBe(false);
  expect(ruleFor({ unknown: 'no' }).wantsUnknown).toBe(false);
  expect(ruleFor({ unknown: { waitMs: 5_000 } }).wantsUnknown).toBe(true);
});
