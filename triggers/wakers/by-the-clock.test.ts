import { describe, expect, test } from 'vitest';
import { BERLIN } from '../../test/support/moments.ts';
import { problemsWith, runOf } from '../../test/support/waker-run.ts';
import { BEGIN_KEY } from '../contract.ts';
import { emptyState } from '../state/empty-state.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;

describe('inactivity', () => {
  const on = (more: object = {}) => ({ inactivity: { for: '14d', ...more } });

  test('wakes once, as long after the last sign of life as it says', () => {
    const run = runOf(on());
    for (const day of [0, 5, 10]) run.event(day * DAY, 'e');
    run.tick(60 * DAY);
    expect(run.seconds).toEqual([24 * DAY]);
    run.event(61 * DAY, 'e');
    run.tick(100 * DAY);
    expect(run.seconds).toEqual([24 * DAY, 75 * DAY]);
  });

  test('is not ended by what we did ourselves or a machine did, but by what the customer did with a message', () => {
    const run = runOf(on());
    run.event(0, 'e');
    run.signal(10 * DAY, 'message', { delivery: 'd', state: 'delivered' });
    run.signal(10 * DAY + 1, 'message', { delivery: 'd', state: 'opened', machine: true });
    run.tick(14 * DAY);
    expect(run.seconds).toEqual([14 * DAY]);
    run.signal(15 * DAY, 'message', { delivery: 'd', state: 'clicked' });
    run.tick(40 * DAY);
    expect(run.seconds).toEqual([14 * DAY, 29 * DAY]);
  });

  test('of two customers who are one, the newer sign of life counts', () => {
    const [mine, theirs] = [runOf(on()), runOf(on())];
    mine.event(0, 'e');
    theirs.event(9 * DAY, 'e');
    mine.remember(mine.trigger.waker.merge!(mine.memory, theirs.memory));
    mine.tick(60 * DAY);
    expect(mine.seconds).toEqual([23 * DAY]);
    expect(theirs.trigger.waker.merge!(undefined, theirs.memory)).toBe(theirs.memory);
  });

  test('of one kind of thing only', () => {
    const run = runOf(on({ of: { signal: { kind: 'event', name: 'order' } }, for: '10d' }));
    run.event(0, 'visit');
    run.tick(50 * DAY);
    expect(run.seconds, 'there was none that it could be silent after').toEqual([]);
    run.event(60 * DAY, 'order');
    run.event(65 * DAY, 'visit');
    run.tick(100 * DAY);
    expect(run.seconds).toEqual([70 * DAY]);
  });

  test('after something: whatever comes then breaks the silence', () => {
    const run = runOf(on({ after: { signal: 'cart' }, for: '20m' }));
    run.event(0, 'e');
    run.signal(100, 'cart', { id: 'k', value: 1 });
    run.event(200, 'e');
    run.tick(HOUR);
    expect(run.seconds).toEqual([]);
    run.signal(2 * HOUR, 'cart', { id: 'k', value: 2 });
    run.signal(2 * HOUR + 60, 'cart', { id: 'k', value: 3 });
    run.tick(9 * HOUR);
    expect(run.seconds).toEqual([2 * HOUR + 60 + 20 * 60]);
  });

  test('of customers who were known before it was published: from their last signal, unless it is over by then', () => {
    const known = emptyState('c1');
    const run = runOf(on(), { state: known });
    known.lastAt = run.state.lastAt = Date.UTC(2026, 10, 2, 18);
    run.step(0, BEGIN_KEY);
    run.tick(10 * DAY);
    expect(run.seconds).toEqual([4 * DAY]);
    const dormant = emptyState('c2');
    dormant.lastAt = Date.UTC(2025, 0, 1);
    const other = runOf(on(), { state: dormant });
    other.step(0, BEGIN_KEY);
    other.tick(100 * DAY);
    expect(other.seconds).toEqual([]);
  });

  test('published anew with a longer time while it waits', () => {
    const run = runOf(on());
    run.event(0, 'e');
    run.publish(on({ for: '20d' }));
    run.tick(100 * DAY);
    expect(run.seconds).toEqual([20 * DAY]);
  });

  test('needs a time within bounds', () => {
    expect(problemsWith(on({ for: '2y' }))).toEqual([
      expect.stringMatching(/^on\.inactivity\.for: .*from 1s to 366d$/),
    ]);
  });
});

describe('a crossing', () => {
  const battery = (run: ReturnType<typeof runOf>, ...levels: readonly number[]) => {
    for (const [i, level] of levels.entries()) run.signal(i, 'device', { battery: level });
  };

  test('wakes when a value falls below its level, and not again before it was well above', () => {
    const run = runOf({ crossing: { field: 'device.battery', 'falls-below': 20, hysteresis: 5 } });
    battery(run, 50, 21, 20, 19, 22, 18, 24.9, 10, 25, 19);
    expect(run.seconds).toEqual([3, 9]);
  });

  test('wakes when a value rises above its level', () => {
    const run = runOf({ crossing: { field: 'device.battery', 'rises-above': 80 } });
    battery(run, 70, 80, 81, 99, 80, 81);
    expect(run.seconds).toEqual([2, 5]);
  });

  test('the first value only says where it stands', () => {
    const run = runOf({ crossing: { field: 'device.battery', 'falls-below': 20 } });
    battery(run, 10, 5, 30, 10);
    expect(run.seconds).toEqual([3]);
  });

  test('what is not known keeps the side, also of a field that is worked out', () => {
    let celsius: number | undefined = 25;
    const world = { ...BERLIN, weatherAt: () => (celsius === undefined ? {} : { temperatureCelsius: celsius }) };
    const run = runOf(
      { crossing: { field: 'weather.temperatureCelsius', 'rises-above': 30, hysteresis: 2 } },
      { world },
    );
    const at = (second: number, degrees: number | undefined) => {
      celsius = degrees;
      run.fix(second, 1);
    };
    at(0, 25);
    at(10, undefined);
    at(20, 31);
    at(30, undefined);
    at(40, 29);
    at(50, 31);
    at(60, 28);
    at(70, 31);
    expect(run.seconds).toEqual([20, 70]);
  });

  test('refuses a field that is no number or that nobody knows, and both or no level', () => {
    expect(problemsWith({ crossing: { field: 'local-time', 'rises-above': 3 } })).toEqual([
      'on.crossing.field: a field that is a number; local-time is a time',
    ]);
    expect(problemsWith({ crossing: { field: 'device.batery', 'rises-above': 3 } })).toEqual([
      expect.stringContaining("'device.battery'"),
    ]);
    for (const levels of [{}, { 'rises-above': 1, 'falls-below': 2 }]) {
      expect(problemsWith({ crossing: { field: 'device.battery', ...levels } })).toEqual([
        'on.crossing: rises-above or falls-below, one of them',
      ]);
    }
  });
});

describe('a schedule', () => {
  /** Seconds from Thursday, 12 November 2026, 19:00 in Berlin. */
  const at = (iso: string) => (Date.parse(iso) - Date.UTC(2026, 10, 12, 18)) / 1_000;
  const zone = (run: ReturnType<typeof runOf>, iso: string, name: string) =>
    run.signal(at(iso), 'device', { zone: name });

  test('wakes at its time on its days, from the first signal on', () => {
    const run = runOf({ schedule: { at: '18:00', on: ['fri', 'mon'] } });
    run.event(0, 'e');
    run.tick(7 * DAY);
    expect(run.seconds).toEqual([at('2026-11-13T18:00+01:00'), at('2026-11-16T18:00+01:00')]);
  });

  test('for customers who were known before it was published', () => {
    const run = runOf({ schedule: { at: '18:00' } });
    run.step(0, BEGIN_KEY);
    run.step(1, BEGIN_KEY);
    run.tick(2 * DAY);
    expect(run.seconds).toEqual([at('2026-11-13T18:00+01:00'), at('2026-11-14T18:00+01:00')]);
  });

  test('a time that the clocks skip is when they change, one that they show twice is the first', () => {
    const run = runOf({ schedule: { at: '02:30', on: ['sun'] } }, { start: Date.UTC(2026, 9, 24, 12) });
    run.event(0, 'e');
    run.tick(1 * DAY);
    expect(run.woken.map(({ at: when }) => new Date(when).toISOString())).toEqual(['2026-10-25T00:30:00.000Z']);
    const spring = runOf({ schedule: { at: '02:30', on: ['sun'] } }, { start: Date.UTC(2026, 2, 28, 12) });
    spring.event(0, 'e');
    spring.tick(1 * DAY);
    expect(spring.woken.map(({ at: when }) => new Date(when).toISOString())).toEqual(['2026-03-29T01:00:00.000Z']);
  });

  test('goes with the customer’s zone, and for each date once', () => {
    const run = runOf({ schedule: { at: '20:00' } }, { world: { ...BERLIN, zoneAt: () => undefined } });
    zone(run, '2026-11-12T19:10+01:00', 'Europe/Berlin');
    zone(run, '2026-11-12T22:00+01:00', 'America/New_York');
    // 20:00 in New York is 02:00 in Berlin: the 12th was had already in Berlin.
    run.tick(at('2026-11-13T11:00+01:00'));
    expect(run.seconds).toEqual([at('2026-11-12T20:00+01:00')]);
    zone(run, '2026-11-13T11:30+01:00', 'Asia/Tokyo');
    run.tick(at('2026-11-13T23:00+01:00'));
    expect(run.seconds).toEqual([at('2026-11-12T20:00+01:00'), at('2026-11-13T20:00+09:00')]);
  });

  test('published anew at another time while it waits', () => {
    const run = runOf({ schedule: { at: '21:00' } });
    run.event(0, 'e');
    run.publish({ schedule: { at: '22:00' } });
    run.tick(at('2026-11-13T12:00+01:00'));
    expect(run.seconds).toEqual([at('2026-11-12T22:00+01:00')]);
    run.publish({ schedule: { at: '13:00' } });
    run.step(at('2026-11-13T12:30+01:00'), BEGIN_KEY);
    run.tick(at('2026-11-13T23:30+01:00'));
    expect(run.seconds.slice(1)).toEqual([at('2026-11-13T13:00+01:00')]);
  });

  test('published anew for other days while it waits', () => {
    const run = runOf({ schedule: { at: '21:00', on: ['fri'] } });
    run.event(0, 'e');
    run.publish({ schedule: { at: '21:00', on: ['sun'] } });
    run.tick(5 * DAY);
    expect(run.seconds).toEqual([at('2026-11-15T21:00+01:00')]);
  });

  test('of two customers who are one wakes once', () => {
    const [mine, theirs] = [runOf({ schedule: { at: '20:00' } }), runOf({ schedule: { at: '20:00' } })];
    for (const run of [mine, theirs]) run.event(0, 'e');
    theirs.tick(2 * HOUR);
    mine.remember(mine.trigger.waker.merge!(mine.memory, theirs.memory));
    mine.tick(12 * HOUR);
    expect(mine.seconds).toEqual([]);
    mine.tick(3 * DAY - HOUR);
    expect(mine.seconds).toEqual([at('2026-11-13T20:00+01:00'), at('2026-11-14T20:00+01:00')]);
  });

  test('refuses what is no time and no day', () => {
    expect(problemsWith({ schedule: { at: '24:00', on: ['monday'] } })).toEqual([
      'on.schedule.at: a time from "00:00" to "23:59"',
      expect.stringMatching(/^on\.schedule\.on\[0\]: a list of weekdays/),
    ]);
  });
});
