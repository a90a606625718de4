import Calendar from 'date-holidays';
import { expect, test } from 'vitest';
import { countriesWithHolidays, isCountry } from './holidays.ts';

test('the countries and regions that are read without the calendars are those of the calendars', () => {
  const calendar = new Calendar();
  const countries = Object.keys(calendar.getCountries());
  expect([...countriesWithHolidays()].sort()).toEqual(countries.sort());
  const regions = countries.flatMap((country) =>
    Object.keys(calendar.getStates(country) ?? {}).map((region) => `${country}-${region}`),
  );
  expect(regions.length).toBeGreaterThan(300);
  expect(regions.filter((region) => !isCountry(region))).toEqual([]);
  expect(['', 'XX', 'DE-XX', 'toString', 'DE-toString'].filter(isCountry)).toEqual([]);
});
