import { defineHoursWaker } from '../waking/hours-waker.ts';

export default defineHoursWaker(
  'opened',
  { en: 'is near when a place opens', de: 'ist nahe, wenn ein Ort öffnet' },
  {
    en: 'A place opened by its hours, and the customer is in it or near.',
    de: 'Ein Ort öffnete nach seinen Zeiten, und der Kunde ist dort oder in der Nähe.',
  },
);
