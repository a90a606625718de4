import { expect, test } from 'vitest';
import type { UnfollowedRevision } from './definitions/contract.ts';
import { createFollowCheck } from './follow-check.ts';

test('what does not compile is told at once, and no longer when the engine follows', () => {
  let behind: UnfollowedRevision | undefined = { revision: 7, isRefused: true };
  const why = createFollowCheck(
    () => behind,
    () => 0,
  );
  expect(why()).toBe('definitions 7 do not compile on this engine');
  behind = undefined;
  expect(why()).toBeUndefined();
});

test('who is behind has half a minute to follow, each time anew', () => {
  let behind: UnfollowedRevision | undefined = { revision: 7, isRefused: false };
  let now = 0;
  const why = createFollowCheck(
    () => behind,
    () => now,
  );
  expect(why()).toBeUndefined();
  now = 30_000;
  expect(why()).toBeUndefined();
  now = 30_001;
  expect(why()).toBe('definitions 7 are not live on this engine yet');
  behind = undefined;
  expect(why()).toBeUndefined();
  behind = { revision: 8, isRefused: false };
  expect(why()).toBeUndefined();
});
