import { getPosition } from 'suncalc';
import { locateMoment } from '../state/locate-moment.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

// The middle of the sun's disc, as one sees it, when its upper edge touches the horizon.
const SUNRISE_DEGREES = -0.267;

export default {
  name: 'daylight',
  group: 'time',
  summary: 'Whether the sun is up where the customer is.',
  fields: [
    defineDerived({
      name: 'daylight',
      title: { en: 'Daylight', de: 'Tageslicht' },
      summary: {
        en: 'The sun is up where the customer is, or at the place',
        de: 'Die Sonne steht am Himmel, wo der Kunde ist, oder am Ort',
      },
      type: 'boolean',
      read(moment) {
        const here = locateMoment(moment);
        return here && getPosition(new Date(moment.at), here.lat, here.lon).altitude >= SUNRISE_DEGREES;
      },
    }),
  ],
} satisfies FieldGroup;
