import { expect, test } from 'vitest';
import { formatCsv } from './csv.ts';

test('a line of names and a line for each row, quoted where it must be', () => {
  const rows = [
    { trigger: 'walk-by', count: 3, reason: 'at most 2, "offers" in 24 h' },
    { trigger: 'cart', count: -1, args: { channels: ['email'] } },
  ];
  expect(formatCsv(rows)).toBe(
    [
      'trigger,count,reason,args',
      'walk-by,3,"at most 2, ""offers"" in 24 h",',
      'cart,-1,,"{""channels"":[""email""]}"',
      '',
    ].join('\r\n'),
  );
});

test('what a customer wrote is no formula in a spreadsheet', () => {
  expect(formatCsv([{ name: '=HYPERLINK("x")' }])).toBe(`name\r\n"'=HYPERLINK(""x"")"\r\n`);
});
