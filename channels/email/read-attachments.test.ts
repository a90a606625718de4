import { expect, test } from 'vitest';
import { readAttachments } from './read-attachments.ts';

const read = (...files: readonly unknown[]) => readAttachments(JSON.stringify(files));

test('a file has a name, the kind that its ending says, and its text or its bytes', () => {
  expect(read({ name: ' Visit.ICS ', text: 'BEGIN:VCALENDAR' }, { name: 'a.b.pdf', base64: 'JVBE\nRg==' })).toEqual([
    { name: 'Visit.ICS', type: 'text/calendar', text: 'BEGIN:VCALENDAR' },
    { name: 'a.b.pdf', type: 'application/pdf', base64: 'JVBERg==' },
  ]);
  expect(read({ name: 'leer.txt', text: '' })).toHaveLength(1);
  expect(read()).toEqual([]);
});

test.each([
  ['a path', { name: '../../etc/passwd.txt', text: '' }],
  ['a path of Windows', { name: 'C:\\a.txt', text: '' }],
  ['a line break', { name: 'a\r\nBcc: x@y.example.txt', text: '' }],
  ['text turned round', { name: 'gpj‮.exe.txt', text: '' }],
  ['a hidden file', { name: '.txt', text: '' }],
  ['a quote', { name: 'a".txt', text: '' }],
  ['a program', { name: 'voucher.exe', text: '' }],
  ['a program behind a kind', { name: 'voucher.pdf.js', text: '' }],
  ['no ending', { name: 'voucher', text: '' }],
  ['an ending that is a member of every object', { name: 'a.constructor', text: '' }],
  ['a name that is too long', { name: `${'x'.repeat(97)}.txt`, text: '' }],
  ['no name', { text: '' }],
  ['neither text nor bytes', { name: 'a.txt' }],
  ['both', { name: 'a.txt', text: 'a', base64: 'YQ==' }],
  ['no base64', { name: 'a.pdf', base64: '!!!' }],
  ['empty bytes', { name: 'a.pdf', base64: '' }],
  ['a text that is none', { name: 'a.txt', text: 7 }],
  ['a member that is not known', { name: 'a.txt', text: 'a', path: '/etc/passwd' }],
  ['null', null],
])('%s is refused', (_, file) => {
  expect(read(file)).toBeUndefined();
});

test('what is no list, or a long one, is refused', () => {
  const file = { name: 'a.txt', text: '' };
  expect(readAttachments('{')).toBeUndefined();
  expect(readAttachments('{}')).toBeUndefined();
  expect(read(...Array.from({ length: 10 }, () => file))).toHaveLength(10);
  expect(read(...Array.from({ length: 11 }, () => file))).toBeUndefined();
});
