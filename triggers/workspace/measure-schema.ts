import { duration } from '../arguments/durations.ts';
import { DAY_MS, HOUR_MS } from '../time/spans.ts';
import { say } from '../words/say.ts';

/** How long a control group is compared where nothing is said. */
export const USUAL_MEASURE_MS = 28 * DAY_MS;

/** The key `measure-for` of a trigger and of the workspace. */
export const measureFor = say(
  duration(HOUR_MS, 366 * DAY_MS),
  { en: 'Compared for', de: 'Verglichen über' },
  {
    description: {
      en: 'How long the message group is compared with the control group until the answer. A change begins a new comparison.',
      de: 'Wie lange die Gruppe mit Nachricht mit der Kontrollgruppe verglichen wird, bis die Antwort gilt. Eine Änderung beginnt einen neuen Vergleich.',
    },
    kind: 'duration',
    examples: ['28d'],
  },
);
