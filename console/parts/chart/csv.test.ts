import { expect, test } from 'vitest';
import { writeCsv } from './csv.ts';

test('rows are written with the names of their columns; what has a comma, a quote or a line is quoted', () => {
  const rows = [
    { trigger: 'a "b", c', at: 0, sent: 3, hour: 19, args: { hours: 24 } },
    { trigger: '', at: null, sent: -1, hour: null, value: 1.5 },
  ];
  expect(writeCsv(rows)).toBe(
    'trigger,at,sent,hour,args,value\r\n"a ""b"", c",1970-01-01T00:00:00.000Z,3,19,"{""hours"":24}",\r\n,,-1,,,1.5\r\n',
  );
});

test('a text that a spreadsheet would run is none any more', () => {
  expect(writeCsv([{ name: '=1+1' }, { name: '@cmd' }])).toBe("name\r\n'=1+1\r\n'@cmd\r\n");
});
