import * as z from 'zod';
import { propertyPath } from '../arguments/argument-shapes.ts';
import { duration } from '../arguments/durations.ts';
import { name } from '../arguments/names.ts';
import { signalSelector } from '../patterns/signal-selector.ts';
import { DAY_MS, MINUTE_MS } from '../time/spans.ts';
import { say } from '../words/say.ts';

/** Of one trigger: a comparison of many things finds differences by chance. */
const MOST_GOALS = 5;
const EXPECTED = 'a goal such as { signal: { kind: event, name: order-completed }, within: 2h }, or a list of goals';

const keys = {
  title: say(
    z.string('a word for its successes').min(1, 'a word for its successes').max(60, 'at most 60 characters'),
    { en: 'Its successes are called', de: 'Seine Erfolge heißen' },
    {
      description: {
        en: 'A word for several of them, as in “14 to 31 more orders a week”.',
        de: 'Ein Wort für mehrere, wie in „14 bis 31 mehr Bestellungen je Woche“.',
      },
      kind: 'text',
      examples: ['orders'],
    },
  ).optional(),
  signal: say(
    signalSelector,
    { en: 'Success is', de: 'Erfolg ist' },
    {
      description: {
        en: 'The signal that shows the success.',
        de: 'Das Signal, das den Erfolg zeigt.',
      },
    },
  ),
  within: say(
    duration(MINUTE_MS, 90 * DAY_MS),
    { en: 'Within', de: 'Innerhalb von' },
    {
      description: {
        en: 'This long after the decision.',
        de: 'So lange nach der Entscheidung.',
      },
      examples: ['2h'],
    },
  ),
  value: say(
    propertyPath,
    { en: 'Worth', de: 'Wert' },
    {
      description: {
        en: 'The property of the signal that says what the success is worth.',
        de: 'Die Eigenschaft des Signals, die sagt, was der Erfolg wert ist.',
      },
      examples: ['total'],
    },
  ).optional(),
};

const one = say(z.strictObject(keys, EXPECTED), { en: 'One goal', de: 'Ein Ziel' });
const named = say(
  z.strictObject(
    {
      name: say(name, { en: 'Name', de: 'Name' }, { examples: ['order'] }),
      primary: say(
        z.boolean('true or false'),
        { en: 'Main goal', de: 'Hauptziel' },
        {
          description: {
            en: 'The one by which the trigger is judged.',
            de: 'Das Ziel, an dem der Auslöser gemessen wird.',
          },
        },
      ).default(false),
      ...keys,
    },
    EXPECTED,
  ),
  { en: 'Goal', de: 'Ziel' },
);

/** Further goals are named; one of them is the primary one, the first where none says so. */
const several = say(
  z
    .array(named, EXPECTED)
    .min(1, EXPECTED)
    .max(MOST_GOALS, `at most ${MOST_GOALS} goals`)
    .refine((goals) => new Set(goals.map((goal) => goal.name)).size === goals.length, 'goals of different names')
    .refine((goals) => goals.filter(({ primary }) => primary).length <= 1, 'one goal with `primary: true`')
    .refine(
      (goals) => goals.every((goal) => !GUARD_RAILS.includes(goal.name)),
      'names other than those of guard rails',
    ),
  { en: 'Several goals', de: 'Mehrere Ziele' },
);

/** What is counted beside every goal, to see harm. */
export const GUARD_RAILS: readonly string[] = ['unsubscribed', 'complained'];

/** The key `goal` of a trigger. */
export const goalSchema = say(
  z.union([one, several], EXPECTED),
  { en: 'Goal', de: 'Ziel' },
  {
    description: {
      en: 'What counts as success: counted for those who got the message and for the control group.',
      de: 'Was als Erfolg zählt: gezählt für alle, die die Nachricht bekamen, und für die Kontrollgruppe.',
    },
    examples: [{ signal: { kind: 'event', name: 'order-completed' }, within: '2h', value: 'total' }],
  },
);

export type GoalSource = z.infer<typeof goalSchema>;
