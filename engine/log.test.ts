import { expect, test } from 'vitest';
import { createLog } from './log.ts';

const now = () => Date.UTC(2026, 0, 2, 3, 4, 5);

function written(isTerminal: boolean) {
  const lines: string[] = [];
  return { lines, log: createLog({ write: (text: string) => lines.push(text) }, isTerminal, now) };
}

test('without a terminal each line is one JSON object with time, level and message', () => {
  const { lines, log } = written(false);
  log.info('engine started', { port: 8420, roles: ['ingest'] });
  log.error('sink\nstopped', { cause: new Error('outer', { cause: new Error('inner') }) });
  expect(lines.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(true);
  const [first, second] = lines.map((line) => JSON.parse(line));
  expect(first).toEqual({
    time: '2026-01-02T03:04:05.000Z',
    level: 'info',
    message: 'engine started',
    port: 8420,
    roles: ['ingest'],
  });
  expect(second).toMatchObject({ level: 'error', message: 'sink\nstopped', cause: { error: 'outer: inner' } });
  expect(second.cause.stack).toContain('log.test.ts');
});

test('on a terminal a line is plain words, coloured by level', () => {
  const { lines, log } = written(true);
  log.info('engine started', { port: 8420, name: 'two words' });
  log.warn('slow');
  expect(lines[0]).toContain('engine started');
  expect(lines[0]).toContain('port=8420');
  expect(lines[0]).toContain('name="two words"');
  expect(lines[1]).toContain('\u001b[33mwarn: slow');
});

test('nothing that is logged can break the log or grow without end', () => {
  const { lines, log } = written(false);
  const round: Record<string, unknown> = {};
  round.self = round;
  log.warn('odd', { round, big: 10n, long: 'x'.repeat(100_000), many: new Array(10_000).fill('y'), none: undefined });
  expect(lines[0]!.length).toBeLessThan(10_000);
  expect(JSON.parse(lines[0]!)).toMatchObject({ big: '10' });
});
