import { describe, expect, test } from 'vitest';
import { placeAt } from '../../test/support/moments.ts';
import { problemsWith, runOf, stripes } from '../../test/support/waker-run.ts';

const store = placeAt('store', 1.5, 0);
const IN = 1.5;
const OUT = 0.5;
const places = stripes(store);
const dwell = (more: object = {}) => ({ dwell: { places: { tag: 'store' }, for: '5m', ...more } });
const start = (more?: object) => runOf(dwell(more), { places });

describe('a dwell', () => {
  test('is told on time when a fix shortly before its end found the customer there', () => {
    const run = start();
    for (const seconds of [0, 120, 240]) run.fix(seconds, IN);
    run.tick(400);
    expect(run.seconds).toEqual([300]);
    run.fix(900, IN);
    run.tick(1_000);
    expect(run.seconds, 'and once').toEqual([300]);
  });

  test('that nobody saw is told by the next fix that finds them still there', () => {
    const run = start();
    for (const seconds of [0, 100]) run.fix(seconds, IN);
    run.tick(600);
    expect(run.seconds, 'the last fix is over two minutes old').toEqual([]);
    run.fix(700, IN);
    run.tick(701);
    expect(run.seconds).toEqual([700]);
    expect(run.woken[0]?.place).toBe('store');
    run.fix(1_500, IN);
    run.tick(1_501);
    expect(run.seconds, 'once').toEqual([700]);
  });

  test('that nobody saw is none when the next fix is outside', () => {
    const run = start();
    run.fix(0, IN);
    run.tick(600);
    run.fix(700, OUT);
    run.tick(2_000);
    expect(run.seconds).toEqual([]);
    for (const seconds of [3_000, 3_250]) run.fix(seconds, IN);
    run.tick(3_400);
    expect(run.seconds, 'another stay is another dwell').toEqual([3_300]);
  });

  test('goes by half of a short stay, and by what `seen-within` says', () => {
    const short = start({ for: '60s' });
    for (const seconds of [0, 20]) short.fix(seconds, IN);
    short.tick(100);
    expect(short.seconds, '40 s unseen of 60 are too many').toEqual([]);
    const patient = start({ 'seen-within': '5m' });
    patient.fix(0, IN);
    patient.tick(400);
    expect(patient.seconds).toEqual([300]);
  });

  test('is not told by a fix that cannot tell', () => {
    const edge = { ...places, metresToEdge: () => 50 };
    const run = runOf(dwell(), { places: edge });
    run.fix(0, IN);
    for (const seconds of [100, 200, 290]) run.signal(seconds, 'location', { lat: IN, lon: 0, accuracyMetres: 300 });
    run.tick(600);
    expect(run.seconds).toEqual([]);
    run.fix(610, IN);
    run.tick(611);
    expect(run.seconds).toEqual([610]);
  });

  test('asks for times that it can keep', () => {
    expect(problemsWith(dwell({ 'seen-within': '0s' }))).toHaveLength(1);
    expect(problemsWith(dwell({ 'seen-within': '8d' }))).toHaveLength(1);
  });
});
