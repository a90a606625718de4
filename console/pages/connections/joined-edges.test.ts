import { expect, test } from 'vitest';
import { joinEdges, linesOf } from './joined-edges.ts';

test('what ties two triggers is one line, with how often an outcome came in the last days', () => {
  const edges = [
    { from: 'a', to: 'b', by: 'wakes', what: 'opened, clicked' },
    { from: 'a', to: 'b', by: 'template', what: 'voucher' },
    { from: 'b', to: 'a', by: 'wakes', what: 'sent' },
    { from: 'a', to: 'c', by: 'wakes', what: 'not-sent' },
  ] as const;
  expect(joinEdges(edges, [{ trigger: 'a', opened: 3, clicked: '2', sent: 9 }])).toEqual([
    {
      from: 'a',
      to: 'b',
      ties: [
        { by: 'wakes', what: 'opened, clicked', times: 5 },
        { by: 'template', what: 'voucher' },
      ],
    },
    { from: 'b', to: 'a', ties: [{ by: 'wakes', what: 'sent', times: 0 }] },
    { from: 'a', to: 'c', ties: [{ by: 'wakes', what: 'not-sent' }] },
  ]);
});

test('in the picture two triggers have one line, in the direction in which one wakes the other', () => {
  const shares = { from: 'a', to: 'b', ties: [{ by: 'template', what: 'voucher' }] } as const;
  const wakes = { from: 'b', to: 'a', ties: [{ by: 'wakes', what: 'sent', times: 4 }] } as const;
  for (const edges of [
    [shares, wakes],
    [wakes, shares],
  ]) {
    const [line, ...more] = linesOf(edges);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ from: 'b', to: 'a' });
    expect(line!.ties).toHaveLength(2);
  }
  expect(linesOf([shares])).toEqual([shares]);
  expect(linesOf([wakes, { ...wakes, from: 'a', to: 'b' }])).toHaveLength(2);
});
