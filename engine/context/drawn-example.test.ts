import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readValue } from './stored-value.ts';

test('the stored value that is drawn at the door of contexts reads as the page says', () => {
  const page = readFileSync(new URL('store.ts', import.meta.url), 'utf8');
  const patches = [...page.matchAll(/^ \* {5}(\[.*\]) (\d{10})$/gm)].map(
    ([, patch, revision]) => `\n${patch}${revision}`,
  );
  expect(patches).toHaveLength(2);
  const whole = '4[1,1764327600000,1764327660000,1764327660000,0,"one11111t6fnxotwo22222t6fnxp",[],[],{},{}]';
  const { state, revision } = readValue('ann', `0000000007${whole}0000000007${patches.join('')}`);
  expect(revision).toBe(9);
  expect(state).toMatchObject({ lastAt: 1_764_327_671_000, positionAt: 1_764_327_665_000 });
  expect(state.values['cart.value']).toMatchObject({ v: 19, source: 'cart' });
  expect(state.values['location.lat']).toMatchObject({ v: 52.52, at: 1_764_327_665_000 });
  expect(state.seen?.count).toBe(4);
});
