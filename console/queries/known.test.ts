import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { askAnew } from './known.ts';

/** What is stored, and answers that arrive when the test lets them. */
function desk() {
  const waiting: (() => void)[] = [];
  const stored = { places: ['old'] };
  const queries = new QueryClient();
  const options = {
    queryKey: ['definitions'],
    staleTime: 10_000,
    queryFn: () => {
      const said = [...stored.places];
      return new Promise<readonly string[]>((resolve) => waiting.push(() => resolve(said)));
    },
  };
  const settle = async () => {
    for (let i = 0; i < 40; i++) await Promise.resolve();
  };
  const arrive = async () => {
    await settle();
    for (const one of waiting.splice(0)) one();
    await settle();
  };
  const look = () => {
    const observer = new QueryObserver(queries, options);
    const leave = observer.subscribe(() => undefined);
    return { seen: () => observer.getCurrentResult().data, leave };
  };
  return { stored, queries, arrive, look };
}

test.each([
  ['the page that asked is open', false],
  ['one has gone on to another page meanwhile', true],
])('an answer asked for before a publish does not hide what was published: %s', async (_, isLeft) => {
  const { stored, queries, arrive, look } = desk();
  const page = look();
  if (isLeft) page.leave();
  stored.places.push('just drawn');
  const asked = askAnew(queries);
  await arrive();
  await asked;
  const next = isLeft ? look() : page;
  await arrive();
  expect(next.seen()).toEqual(['old', 'just drawn']);
  next.leave();
  queries.clear();
});
