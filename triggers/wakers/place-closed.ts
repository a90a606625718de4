import { defineHoursWaker } from '../waking/hours-waker.ts';

export default defineHoursWaker(
  'closed',
  { en: 'is near when a place closes', de: 'ist nahe, wenn ein Ort schließt' },
  {
    en: 'A place closed by its hours, and the customer is in it or near.',
    de: 'Ein Ort schloss nach seinen Zeiten, und der Kunde ist dort oder in der Nähe.',
  },
);
