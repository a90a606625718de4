import { expect, test } from 'vitest';
import { foldRepeats } from './fold-repeats.ts';

/** A folding log on a clock of the test's own. */
function open() {
  const lines: unknown[] = [];
  const note = (level: string) => (message: string, detail?: object) => void lines.push([level, message, detail]);
  const due: { at: number; run: () => void }[] = [];
  let now = 0;
  const log = foldRepeats({ info: note('info'), warn: note('warn'), error: note('error') }, (run, ms) => {
    due.push({ at: now + ms, run });
  });
  const minutes = (n: number) => {
    for (const end = now + n * 60_000; ; ) {
      const [next] = due.sort((a, b) => a.at - b.at);
      if (!next || next.at > end) break;
      due.shift();
      now = next.at;
      next.run();
    }
  };
  return { log, lines, minutes };
}

test('a thousand lines of one kind in a minute are two, the second with how many it stands for', () => {
  const { log, lines, minutes } = open();
  for (let i = 0; i < 1_000; i++) log.warn('looking for due timers failed', { cause: `no Redis, ${i}` });
  expect(lines).toEqual([['warn', 'looking for due timers failed', { cause: 'no Redis, 0' }]]);
  minutes(1);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toEqual(['warn', 'looking for due timers failed', { cause: 'no Redis, 999', times: 999 }]);
});

test('trouble that is over is forgotten, and told at once when it comes again', () => {
  const { log, lines, minutes } = open();
  log.error('a stage failed');
  minutes(2);
  log.error('a stage failed');
  expect(lines).toEqual([
    ['error', 'a stage failed', undefined],
    ['error', 'a stage failed', undefined],
  ]);
});

test('trouble that goes on is told once a minute', () => {
  const { log, lines, minutes } = open();
  for (let minute = 0; minute < 5; minute++) {
    for (let i = 0; i < 10; i++) log.warn('no weather', { i });
    minutes(1);
  }
  expect(lines.slice(1)).toEqual([
    ['warn', 'no weather', { i: 9, times: 9 }],
    ...Array(4).fill(['warn', 'no weather', { i: 9, times: 10 }]),
  ]);
});

test('kinds are told apart by level and message, and what is no trouble is never folded', () => {
  const { log, lines } = open();
  log.warn('one');
  log.error('one');
  log.warn('another');
  for (let i = 0; i < 3; i++) log.info('a customer was erased');
  expect(lines).toHaveLength(6);
});

test('so many kinds that they cannot be looked after are written as they come', () => {
  const { log, lines } = open();
  for (let i = 0; i < 501; i++) log.warn(`kind ${i}`);
  log.warn('kind 500');
  expect(lines).toHaveLength(502);
});
