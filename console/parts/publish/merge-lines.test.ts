import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffLines } from './line-diff.ts';
import { mergeLines, textOfMerge } from './merge-lines.ts';

const BASE = 'name: walk-by\npriority: 50\ncooldown: 24h\nmessage:\n  template: hello\n';

test('a comparison names the lines that went and came, and leaves the others alone', () => {
  expect(diffLines(BASE, BASE.replace('24h', '12h # shorter'))).toEqual([
    { is: 'same', text: 'name: walk-by' },
    { is: 'same', text: 'priority: 50' },
    { is: 'removed', text: 'cooldown: 24h' },
    { is: 'added', text: 'cooldown: 12h # shorter' },
    { is: 'same', text: 'message:' },
    { is: 'same', text: '  template: hello' },
  ]);
});

test('what two people changed in different lines is both taken', () => {
  const pieces = mergeLines(BASE, BASE.replace('50', '70'), BASE.replace('24h', '12h').replace('hello', 'voucher'));
  expect(pieces.every(({ is }) => is === 'settled')).toBe(true);
  expect(textOfMerge(pieces, [])).toBe(BASE.replace('50', '70').replace('24h', '12h').replace('hello', 'voucher'));
});

test('what both changed in one line is a conflict, which is settled by a choice', () => {
  const [mine, theirs] = [BASE.replace('24h', '12h'), BASE.replace('24h', '48h').replace('50', '60')];
  const pieces = mergeLines(BASE, mine, theirs);
  expect(pieces.filter(({ is }) => is === 'conflict')).toHaveLength(1);
  expect(textOfMerge(pieces, ['mine'])).toContain('12h');
  expect(textOfMerge(pieces, ['theirs'])).toBe(theirs);
  expect(textOfMerge(pieces, ['both'])).toMatch(/48h\n.*12h\n/s);
});

const line = fc.constantFrom('a', 'b', 'c', '');
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.map((one) => `${one}\n`).join(''));

test('a comparison is both texts, whatever they are', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after);
      const side = (gone: string) => lines.filter(({ is }) => is !== gone).map((one) => `${one.text}\n`);
      expect([side('added').join(''), side('removed').join('')]).toEqual([before, after]);
    }),
  );
});

test('no edit is lost: with one editor the merge is theirs, with two each choice is one of them where they meet', () => {
  fc.assert(
    fc.property(text, text, text, (base, mine, theirs) => {
      expect(textOfMerge(mergeLines(base, mine, base), [])).toBe(mine);
      expect(textOfMerge(mergeLines(base, base, theirs), [])).toBe(theirs);
      expect(textOfMerge(mergeLines(base, mine, mine), [])).toBe(mine);
      const pieces = mergeLines(base, mine, theirs);
      const added = (from: string) =>
        diffLines(base, from)
          .filter(({ is }) => is === 'added')
          .map((one) => one.text);
      const kept = pieces.flatMap((piece) => (piece.is === 'settled' ? piece.lines : [...piece.mine, ...piece.theirs]));
      for (const one of [...added(mine), ...added(theirs)]) expect(kept).toContain(one);
    }),
  );
});
