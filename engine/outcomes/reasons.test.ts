import { expect, test } from 'vitest';
import { withReason } from './reasons.ts';

test('a row with a code is told with its arguments and a sentence', () => {
  const row = { id: 1, code: 'quiet-hours', args: '{"from":"20:00","to":"08:00","zone":"UTC"}', until: 0, reason: '' };
  const args = { from: '20:00', to: '08:00', zone: 'UTC' };
  const told = withReason(row);
  expect(told).toMatchObject({ id: 1, code: 'quiet-hours', args });
  expect(told).not.toHaveProperty('until');
  expect(told.reason).toContain('20:00');
  expect(withReason({ ...row, until: '1700000000000' })).toMatchObject({ until: '1700000000000' });
  const cooling = { code: 'cooling-down', args: '{"hours":3}', reason: '' };
  expect(withReason({ ...cooling, until: 0 }).reason).toBe('spoke within the last 3 h');
  expect(withReason({ ...cooling, until: '1700000000000' }).reason).toBe('until 2023-11-14T22:13:20.000Z');
});

test('the words of others stand in the sentence of a code', () => {
  const row = { code: 'suppressed', args: '{"channels":["in-app"]}', reason: 'in-app: bounced' };
  expect(withReason(row).reason).toContain('in-app: bounced');
  expect(withReason({ ...row, reason: null as never }).reason).not.toContain('null');
});

test('a row of before there were codes keeps the sentence it was stored with', () => {
  expect(withReason({ code: '', args: '', until: 0, reason: 'too late' })).toEqual({
    ...{ code: '', args: {}, reason: 'too late' },
  });
});

test('a row that asks for no reason is told as it is', () => {
  const row = { trigger: 'rainy', count: 2 };
  expect(withReason(row)).toBe(row);
});
