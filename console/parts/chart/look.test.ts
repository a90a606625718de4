import {
  type Color,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  parse,
  wcagContrast,
} from 'culori';
import { expect, test } from 'vitest';
import { CHART_LOOKS } from './look.ts';

/** How people see colours who lack one kind of cone, after Machado, Oliveira and Fernandes (2009); and all others. */
const SIGHTS: Readonly<Record<string, (colour: Color) => Color>> = {
  'all colours': (colour) => colour,
  'no red': filterDeficiencyProt(1),
  'no green': filterDeficiencyDeuter(1),
  'no blue': filterDeficiencyTrit(1),
};
const differ = differenceCiede2000();

test.each(Object.entries(CHART_LOOKS))('series are told apart in %s, whatever colours somebody sees', (_, look) => {
  for (const [sight, see] of Object.entries(SIGHTS)) {
    const seen = look.series.map((colour) => see(parse(colour)!));
    const pairs = seen.flatMap((one, i) => seen.slice(i + 1).map((other, k) => [i, i + 1 + k, differ(one, other)]));
    // 2.3 is just seen side by side; lines lie apart
    for (const [one, other, apart] of pairs) expect(apart, `${sight}: ${one} and ${other}`).toBeGreaterThan(15);
  }
});

test.each(Object.entries(CHART_LOOKS))('marks and letters stand out from the ground in %s', (_, look) => {
  for (const colour of look.series) expect(wcagContrast(colour, look.ground)).toBeGreaterThanOrEqual(3);
  for (const colour of [look.text, look.quiet]) expect(wcagContrast(colour, look.ground)).toBeGreaterThanOrEqual(4.5);
});

test.each(Object.entries(CHART_LOOKS))('little and much are told apart in %s', (_, { scale: [little, much] }) => {
  for (const [sight, see] of Object.entries(SIGHTS)) {
    expect(differ(see(parse(little)!), see(parse(much)!)), sight).toBeGreaterThan(30);
  }
});
