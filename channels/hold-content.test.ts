import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { AttemptTime } from './contract.ts';
import { holdContent } from './hold-content.ts';

const timeOf = (leaving: () => Promise<void>): AttemptTime => ({
  signal: new AbortController().signal,
  leaving,
  hasLeft: false,
});
const mayLeave = timeOf(async () => undefined);
const mustNot = timeOf(async () => {
  throw new Error('it may not leave');
});
const pieces = ['a', 'bc'].map((piece) => Buffer.from(piece));

test('content is given when the message may leave, not before', async () => {
  let allow = () => {};
  const time = timeOf(
    () =>
      new Promise((resolve) => {
        allow = resolve;
      }),
  );
  const held = holdContent(pieces, time);
  const given: Buffer[] = [];
  held.on('data', (piece: Buffer) => given.push(piece));
  await new Promise(setImmediate);
  expect(given).toEqual([]);
  allow();
  await new Promise((resolve) => held.once('end', resolve));
  expect(Buffer.concat(given).toString()).toBe('abc');
});

test('a stream is held as a list of buffers is', async () => {
  expect((await buffer(holdContent(Readable.from(pieces), mayLeave))).toString()).toBe('abc');
});

test('content that must not leave fails, and a stream of it is given up', async () => {
  await expect(buffer(holdContent(pieces, mustNot))).rejects.toThrow('it may not leave');
  const source = Readable.from(pieces);
  await expect(buffer(holdContent(source, mustNot))).rejects.toThrow('it may not leave');
  expect(source.destroyed).toBe(true);
});

test('the failure of a stream that is not read yet is that of what is held', async () => {
  const source = new PassThrough();
  const held = holdContent(
    source,
    timeOf(() => new Promise(() => undefined)),
  );
  const failed = new Promise((resolve) => held.once('error', resolve));
  source.destroy(new Error('no such file'));
  expect(await failed).toEqual(new Error('no such file'));
});
