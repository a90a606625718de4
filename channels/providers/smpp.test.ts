import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PeerSession, startSmppPeer } from '../../test/support/smpp-peer.ts';
import type { Connection, Outbound } from '../contract.ts';
import type { HookEvent } from '../hooks/contract.ts';
import { isStopWord } from '../hooks/is-stop-word.ts';
import { sendOnce } from '../send.ts';
import { encodeGsm } from '../sms/segments.ts';
import smpp from './smpp.ts';

const LIMIT_MS = 5_000;
let peer: Awaited<ReturnType<typeof startSmppPeer>>;
let connection: Connection;
let news: HookEvent[];

const open = (more = {}) =>
  smpp.open(
    { host: '127.0.0.1', port: peer.port, user: 'shop', password: 'secret', from: 'Shop', ...more },
    { now: () => 0, inbox: { put: async () => undefined }, hear: (one) => news.push(one) },
  );
const send = (text: string, by = connection) =>
  sendOnce(
    by,
    { id: 'd1', to: '+4915112345678', message: { text }, expiresAt: 93_784_000 } as unknown as Outbound,
    LIMIT_MS,
  );
const bound = async (): Promise<PeerSession> => {
  await send('hello');
  return [...peer.sessions][0]!;
};
const deliver = async (fields: object) => {
  const session = await bound();
  return new Promise((resolve) => session.deliver_sm(fields, ({ command_status: status }) => resolve(status)));
};

beforeEach(async () => {
  news = [];
  peer = await startSmppPeer();
  connection = open();
});
afterEach(async () => {
  await connection.close();
  await peer.stop();
});

test('a short message leaves whole, with its sender, its time and a wish for a receipt', async () => {
  expect(await send('Grüße für 5 €')).toEqual({ kind: 'accepted', providerId: 'id-1' });
  expect(peer.taken[0]).toMatchObject({
    ...{ source_addr: 'Shop', source_addr_ton: 5, destination_addr: '4915112345678', data_coding: 0, esm_class: 0 },
    ...{ registered_delivery: 1, short_message: { message: 'Grüße für 5 €' } },
  });
});

test('a text outside the alphabet of SMS leaves as UCS-2', async () => {
  await send('Привет 😀');
  expect(peer.taken[0]).toMatchObject({ data_coding: 8, short_message: { message: 'Привет 😀' } });
});

test('a long message leaves in parts that a phone joins, and its id is that of the first', async () => {
  const text = 'Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. '.repeat(5);
  expect(await send(text)).toEqual({ kind: 'accepted', providerId: 'id-1' });
  expect(peer.taken.map(({ short_message: part }) => part.message).join('')).toBe(text);
  const headers = peer.taken.map(({ esm_class: kind, short_message: { udh } }) => [kind, ...udh![0]!]);
  const reference = headers[0]![3];
  expect(headers).toEqual([1, 2, 3].map((part) => [0x40, ...[0, 3, reference, 3, part]]));
});

test('no more messages are on their way than the window holds', async () => {
  const narrow = open({ window: 3 });
  const results = await Promise.all(Array.from({ length: 20 }, (_, i) => send(`m${i}`, narrow)));
  expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
  expect(peer.mostAtOnce).toBeLessThanOrEqual(3);
  expect(peer.sessions.size).toBe(1);
  await narrow.close();
});

test('each part of a long message takes a place in the window', async () => {
  const narrow = open({ window: 3 });
  const results = await Promise.all(Array.from({ length: 9 }, (_, i) => send(`${i}`.repeat(400), narrow)));
  expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
  expect(peer.taken).toHaveLength(27);
  expect(peer.mostAtOnce).toBe(3);
  await narrow.close();
});

test('a message whose time is up while it waits for a place in the window has not left', async () => {
  const narrow = open({ window: 1 });
  await send('hello', narrow);
  peer.script = 'never';
  const first = send('x'.repeat(400), narrow);
  await peer.nextRead();
  const end = new AbortController();
  let hasLeft = false;
  const leaving = async () => {
    hasLeft = true;
  };
  const outbound = { id: 'd2', to: '+4915112345678', message: { text: 'later' }, expiresAt: 1_000 };
  const second = narrow.send(outbound as unknown as Outbound, { signal: end.signal, leaving, hasLeft: false });
  end.abort(new Error('its time is up'));
  for (const session of peer.sessions) session.socket.destroy();
  expect((await second).kind).toBe('transient');
  expect(hasLeft).toBe(false);
  expect((await first).kind).toBe('uncertain');
  await narrow.close();
});

test('a long message is delivered when all of its parts are, and has failed when one has', async () => {
  const told = async (...states: readonly string[]) => {
    const from = peer.taken.length;
    news.length = 0;
    expect(await send('x'.repeat(300))).toEqual({ kind: 'accepted', providerId: `id-${from + 1}` });
    const [session] = peer.sessions;
    for (const [i, state] of states.entries()) {
      const short_message = `id:id-${from + 1 + i} stat:${state} err:000`;
      await new Promise((resolve) => session!.deliver_sm({ esm_class: 4, short_message }, resolve));
    }
    return news.map(({ message, state }) => [Number(message!.slice(3)) - from, state]);
  };
  expect(await told('DELIVRD')).toEqual([]);
  expect(await told('DELIVRD', 'DELIVRD')).toEqual([[1, 'delivered']]);
  expect(await told('DELIVRD', 'UNDELIV')).toEqual([[1, 'failed']]);
});

test('a receipt is heard and answered, by its option or by its text', async () => {
  const text = 'id:id-1 sub:001 dlvrd:001 submit date:2611291100 done date:2611291101 stat:UNDELIV err:021 text:';
  expect(await deliver({ esm_class: 4, short_message: text, source_addr: '49151' })).toBe(0);
  expect(await deliver({ esm_class: 4, short_message: '', receipted_message_id: 'id-2', message_state: 2 })).toBe(0);
  expect(await deliver({ esm_class: 4, short_message: 'id:id-3 stat:ENROUTE' })).toBe(0);
  expect(news).toEqual([
    { id: 'id-1 failed', message: 'id-1', state: 'failed', reason: text },
    { id: 'id-2 delivered', message: 'id-2', state: 'delivered' },
  ]);
});

test('a centre that counts in hexadecimal and in decimal is understood', async () => {
  await connection.close();
  connection = open({ decimalReceipts: true });
  await deliver({ esm_class: 4, short_message: 'id:26 stat:DELIVRD err:000' });
  expect(news).toEqual([{ id: '1a delivered', message: '1a', state: 'delivered' }]);
});

test('what a customer writes is heard', async () => {
  await deliver({ source_addr: '4915112345678', esm_class: 0, data_coding: 8, short_message: 'Стоп' });
  expect(news).toEqual([{ id: expect.any(String), state: 'replied', address: '+4915112345678', text: 'Стоп' }]);
});

describe('what a customer writes', () => {
  const LATIN = { source_addr: '49151', esm_class: 0, data_coding: 0 };
  const textsOf = (alphabet: string, bytes: Buffer | string, more = {}) => {
    connection = open({ alphabet });
    return deliver({ ...LATIN, short_message: bytes, ...more }).then(() => news.map(({ text }) => text));
  };

  test('is read by the alphabet of SMS, which has signs of its own for umlauts', async () => {
    expect(await textsOf('gsm', encodeGsm('Kündigen'))).toEqual(['Kündigen']);
    expect(isStopWord(news[0]!.text!)).toBe(true);
  });

  test.each([
    ['a centre that means Latin-1', 'latin-1', Buffer.from('arrêt', 'latin1'), 0, 'arrêt'],
    ['Latin-1 itself', 'gsm', Buffer.from('arrêt', 'latin1'), 3, 'arrêt'],
    ['a centre whose bytes cannot be of the alphabet of SMS', 'gsm', Buffer.from('Kündigen', 'latin1'), 0, 'Kündigen'],
    ['a class of messages', 'gsm', encodeGsm('Kündigen'), 0xf1, 'Kündigen'],
    ['ASCII', 'gsm', Buffer.from('stop @ $5_'), 1, 'stop @ $5_'],
    ['signs that both alphabets place elsewhere', 'latin-1', Buffer.from('a@b_c'), 0, 'a@b_c'],
    ['UCS-2', 'gsm', Buffer.from('Стоп 😀', 'utf16le').swap16(), 8, 'Стоп 😀'],
    ['Cyrillic letters of one byte', 'gsm', Buffer.from([0xc1, 0xe2, 0xde, 0xdf]), 6, 'Стоп'],
  ])('in %s', async (_, alphabet, bytes, coding, text) => {
    expect(await textsOf(alphabet, bytes, { data_coding: coding })).toEqual([text]);
  });

  test('in parts is joined, by a header and by options', async () => {
    const part = (header: number[], words: string) => ({
      ...{ source_addr: '49151', esm_class: 0x40, data_coding: 0 },
      short_message: Buffer.concat([Buffer.from(header), encodeGsm(words)]),
    });
    await deliver(part([5, 0, 3, 7, 2, 2], ' and goodbye'));
    expect(news).toEqual([]);
    await deliver(part([5, 0, 3, 7, 2, 1], 'hello'));
    await deliver(part([6, 8, 4, 1, 7, 2, 1], 'ü'));
    await deliver(part([6, 8, 4, 1, 7, 2, 2], 'ß'));
    const sar = { source_addr: '49151', esm_class: 0, data_coding: 0, sar_msg_ref_num: 9, sar_total_segments: 2 };
    await deliver({ ...sar, sar_segment_seqnum: 1, short_message: encodeGsm('1') });
    await deliver({ ...sar, sar_segment_seqnum: 2, short_message: encodeGsm('2') });
    expect(news.map(({ text }) => text)).toEqual(['hello and goodbye', 'üß', '12']);
  });

  test('in parts is told as far as it came when the connection is closed', async () => {
    await deliver({ ...LATIN, esm_class: 0x40, short_message: Buffer.from([5, 0, 3, 7, 2, 1, 0x48, 0x69]) });
    await connection.close();
    expect(news.map(({ text }) => text)).toEqual(['Hi']);
  });

  test('twice is two replies, and handed over twice by its number is one', async () => {
    const session = await bound();
    const hand = (more = {}) =>
      new Promise((resolve) => session.deliver_sm({ ...LATIN, short_message: '2', ...more }, () => resolve(undefined)));
    await hand();
    await hand();
    await hand({ sequence_number: 77 });
    await hand({ sequence_number: 77 });
    expect(new Set(news.map(({ id }) => id)).size).toBe(3);
    expect(news[3]!.id).toBe(news[2]!.id);
  });
});

test('a centre that means Latin-1 gets as UCS-2 what its letters lack', async () => {
  connection = open({ alphabet: 'latin-1' });
  await send('5 €');
  expect(peer.taken[0]).toMatchObject({ data_coding: 8, short_message: { message: '5 €' } });
});

test('a wrong password is our own fault, and nothing leaves', async () => {
  const wrong = open({ password: 'wrong' });
  expect(await send('hello', wrong)).toMatchObject({ kind: 'permanent', effect: 'channel-misconfigured' });
  expect(peer.read).toEqual([]);
  await wrong.close();
});

test('a centre that is silent is given up, and the next message binds anew', async () => {
  const watchful = open({ enquireSeconds: 0.05 });
  await send('hello', watchful);
  peer.isAwake = false;
  await peer.nextEnquiry();
  await expect.poll(() => peer.sessions.size).toBe(0);
  peer.isAwake = true;
  expect((await send('again', watchful)).kind).toBe('accepted');
  await watchful.close();
});
