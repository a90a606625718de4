import { describe, expect, test } from 'vitest';
import { hoursIn, hoursOfDay, readSpans, repeatDaily, setHours, writeSpans } from './hours.ts';

describe('opening hours in a grid', () => {
  test('an hour is open, closed or open in part; what passes midnight shows on the next day', () => {
    const hours = { fri: [['18:30', '02:00']] } as const;
    expect(hoursOfDay(hours, 'fri').slice(17, 20)).toEqual(['closed', 'partly', 'open']);
    expect(hoursOfDay(hours, 'sat').slice(0, 3)).toEqual(['open', 'open', 'closed']);
  });

  test('Sunday night goes on into Monday', () => {
    expect(hoursOfDay({ sun: [['22:00', '01:00']] }, 'mon').slice(0, 2)).toEqual(['open', 'closed']);
  });

  test('the hours of one day are those of every day, or of none', () => {
    const [span] = readSpans('9-18')!;
    expect(repeatDaily([span!])).toMatchObject({ mon: [['09:00', '18:00']], sun: [['09:00', '18:00']] });
    expect(repeatDaily([])).toEqual({});
  });

  test('opening an hour joins what it touches and keeps the minutes of the rest', () => {
    expect(
      setHours(
        {
          mon: [
            ['06:30', '12:00'],
            ['14:00', '18:30'],
          ],
        },
        'mon',
        12,
        14,
        true,
      ),
    ).toEqual({
      mon: [['06:30', '18:30']],
    });
  });

  test('closing all hours of a day leaves the day out', () => {
    expect(setHours({ mon: [['09:00', '18:00']], tue: [['09:00', '10:00']] }, 'mon', 0, 24, false)).toEqual({
      tue: [['09:00', '10:00']],
    });
  });

  test('a day that is open to its end ends at 24:00', () => {
    expect(setHours({}, 'sat', 20, 24, true)).toEqual({ sat: [['20:00', '24:00']] });
  });

  test.each([
    [
      '9-12:30, 14:00 – 18:00',
      [
        ['09:00', '12:30'],
        ['14:00', '18:00'],
      ],
    ],
    ['', []],
    ['22:00–02:00', [['22:00', '02:00']]],
  ])('%j is read', (text, spans) => {
    expect(readSpans(text)).toEqual(spans);
  });

  test.each(['morning', '9', '9-25', '24:00-25:00', '9:70-10', '24-26'])('%j cannot be read', (text) => {
    expect(readSpans(text)).toBeUndefined();
  });

  test('what is written is read again', () => {
    const spans = [
      ['09:00', '12:30'],
      ['14:00', '24:00'],
    ] as const;
    expect(readSpans(writeSpans(spans))).toEqual(spans);
  });

  test('what a document says wrongly is left out', () => {
    expect(
      hoursIn({
        mon: [
          ['09:00', 'late'],
          ['10:00', '11:00'],
        ],
        tue: 'open',
        moon: [],
      }),
    ).toEqual({
      mon: [['10:00', '11:00']],
    });
    expect(hoursIn('always')).toBeUndefined();
  });
});
