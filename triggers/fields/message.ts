import type { Field } from '../contract.ts';
import type { Words } from '../words/contract.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'message',
  group: 'messages',
  summary: 'What the customer got from us and did with it. Unknown until it happened once.',
  fields: [
    defineDerived({
      name: 'message.lastSentAt',
      title: { en: 'Time of the last message', de: 'Zeit der letzten Nachricht' },
      summary: {
        en: 'When we last let a message to the customer through',
        de: 'Wann wir zuletzt eine Nachricht an den Kunden durchließen',
      },
      type: 'date',
      read: ({ state }) => state.reservations.at(-1)?.at,
    }),
    defineDerived({
      name: 'message.lastTrigger',
      title: { en: 'Trigger of the last message', de: 'Auslöser der letzten Nachricht' },
      summary: {
        en: 'The trigger of the last message that we let through',
        de: 'Der Auslöser der letzten Nachricht, die wir durchließen',
      },
      type: 'string',
      read: ({ state }) => state.reservations.at(-1)?.trigger,
    }),
    when(
      'Delivered',
      { en: 'Time of the last delivery', de: 'Zeit der letzten Zustellung' },
      { en: 'When a message was last delivered', de: 'Wann zuletzt eine Nachricht zugestellt wurde' },
    ),
    when(
      'Opened',
      { en: 'Time of the last opening', de: 'Zeit des letzten Öffnens' },
      { en: 'When the customer last opened a message', de: 'Wann der Kunde zuletzt eine Nachricht öffnete' },
    ),
    when(
      'Clicked',
      { en: 'Time of the last click', de: 'Zeit des letzten Klicks' },
      { en: 'When the customer last clicked in a message', de: 'Wann der Kunde zuletzt in eine Nachricht klickte' },
    ),
    when(
      'Replied',
      { en: 'Time of the last answer', de: 'Zeit der letzten Antwort' },
      { en: 'When the customer last answered a message', de: 'Wann der Kunde zuletzt eine Nachricht beantwortete' },
    ),
  ],
} satisfies FieldGroup;

function when(happened: string, title: Words, summary: Words): Field {
  const kept = `message.last${happened}`;
  return defineDerived({
    name: `${kept}At`,
    title,
    summary,
    type: 'date',
    read: ({ state }) => state.values[kept]?.at,
  });
}
