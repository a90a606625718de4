import type { Problem } from '../../triggers/contract.ts';
import { countryCodeIn, countryOfZone } from '../../triggers/time/country.ts';
import type { Document, Live } from './contract.ts';

/** Places that are looked at before others get their turn. */
const SLICE = 256;

/** Finds places whose attribute `country` no calendar knows: they go by the calendar of their zone instead. */
export function* findOddCountries(documents: readonly Document[], live: Live): Generator<void, readonly Problem[]> {
  const warnings: Problem[] = [];
  for (const [i, { kind, name, source }] of documents.entries()) {
    if (i % SLICE === SLICE - 1) yield;
    const place = kind === 'place' ? live.place.get(name) : undefined;
    const country = place?.attributes.country;
    if (!place || country === undefined || countryCodeIn(country) !== undefined) continue;
    const instead = countryOfZone(place.zone);
    const expected = `the code of a country, such as DE, or of a region, such as DE-BY; the place goes by ${instead ? `${instead}, the country of its zone` : 'no calendar'}`;
    warnings.push({ source, path: 'properties.attributes.country', expected });
  }
  return warnings;
}
