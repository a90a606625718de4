import * as z from 'zod';
import type { LanguageCode } from '../words/contract.ts';
import { say } from '../words/say.ts';
import { speakSchema } from '../words/speak-schema.ts';
import { PLACE_KEYS } from './place-keys.ts';

const GEOMETRIES = {
  Point: { en: 'Circle', de: 'Kreis' },
  LineString: { en: 'Corridor', de: 'Korridor' },
  Polygon: { en: 'Polygon', de: 'Vieleck' },
  MultiPolygon: { en: 'Several polygons', de: 'Mehrere Vielecke' },
} as const;

const feature = say(
  z.strictObject({
    type: say(
      z.literal('Feature'),
      { en: 'Kind of object', de: 'Art des Objekts' },
      { titles: { Feature: { en: 'Place', de: 'Ort' } } },
    ),
    geometry: say(
      z.strictObject({
        type: say(
          z.enum(Object.keys(GEOMETRIES) as (keyof typeof GEOMETRIES)[]),
          { en: 'Shape', de: 'Form' },
          { titles: GEOMETRIES },
        ),
        coordinates: say(
          z.unknown(),
          { en: 'Positions', de: 'Positionen' },
          { description: { en: 'Longitude first.', de: 'Der Längengrad zuerst.' } },
        ),
      }),
      { en: 'Where it is', de: 'Wo er liegt' },
    ),
    properties: say(z.strictObject(PLACE_KEYS), { en: 'What it is', de: 'Was er ist' }),
  }),
  { en: 'Place', de: 'Ort' },
);

/** Returns the JSON Schema of a place, a GeoJSON Feature, in one language. */
export function placeSchema(language: LanguageCode): object {
  return speakSchema(feature, language);
}
