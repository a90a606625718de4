import { expect, test } from 'vitest';
import { joinEdges } from './joined-edges.ts';

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
