import { expect, test } from 'vitest';
import { createScreen } from './screen.ts';

const ESC = '\x1b';
const CODES = new RegExp(`${ESC}\\[(\\d+)A|(${ESC}\\[J)|\\r|\\n|[^${ESC}\\r\\n]+`, 'g');

/** A terminal that understands just what the screen uses: new lines, up, clear to the end. */
function terminal(columns = 80) {
  const rows: string[] = [''];
  let row = 0;
  return {
    isTTY: true,
    columns,
    rows,
    write(text: string) {
      for (const [part, up, clear] of text.matchAll(CODES)) {
        if (up) row -= Number(up);
        else if (clear) rows.length = row + 1;
        else if (part === '\n') rows[++row] ??= '';
        else if (part !== '\r') rows[row] += part;
        if (clear) rows[row] = '';
      }
    },
  };
}

test('lines scroll above the status, which is always drawn once', () => {
  const out = terminal();
  const screen = createScreen(out);
  screen.line('one');
  screen.draw(['status 1', 'more']);
  screen.line('two');
  screen.line('three');
  screen.draw(['status 2', 'more']);
  expect(out.rows).toEqual(['one', 'two', 'three', '', 'status 2', 'more', '']);
});

test('closing takes the status away and keeps the lines', () => {
  const out = terminal();
  const screen = createScreen(out);
  screen.line('one');
  screen.draw(['status']);
  screen.line('two');
  screen.close();
  screen.close();
  screen.line('summary');
  expect(out.rows).toEqual(['one', 'two', 'summary', '']);
});

test('a flood of lines is counted, not drawn', () => {
  const out = terminal();
  const screen = createScreen(out);
  for (let i = 0; i < 100; i++) screen.line(`line ${i}`);
  screen.draw(['status']);
  expect(out.rows.filter((row) => row.startsWith('line'))).toHaveLength(40);
  expect(out.rows).toContain('         … and 60 more');
});

test('what is not a terminal gets every line, no status and no escape codes', () => {
  let text = '';
  const screen = createScreen({ write: (more: string) => (text += more) });
  for (let i = 0; i < 100; i++) screen.line(`line ${i}`);
  screen.draw(['status']);
  screen.close();
  expect(text.split('\n')).toHaveLength(101);
  expect(text).not.toContain(ESC);
  expect(screen.width).toBe(120);
});

test('lines are as wide as the terminal, less one column that some of them wrap at', () => {
  expect(createScreen(terminal(100)).width).toBe(99);
  expect(createScreen(terminal(10)).width).toBe(40);
});
